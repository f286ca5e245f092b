"""The task categories: defaults, changes that last, and a file that is not ours alone."""

import json

PATH = "/api/v1/settings/categories"


def put(server, categories):
    return server.request("PUT", PATH, body={"categories": categories})


def test_a_fresh_installation_has_two_categories_and_writes_them_down(server, home):
    categories = server.get(PATH).json
    assert [one["name"] for one in categories] == ["Work", "Personal"]
    assert all(isinstance(one["sub_projects"], dict) for one in categories)
    assert json.loads((home.data / "settings.json").read_text())["categories"] == categories


def test_a_change_is_answered_kept_and_survives_a_restart(server):
    wanted = [{"name": " Garten ü ", "sub_projects": {"b": "x", "a": ""}}, {"name": "Zwei", "sub_projects": {}},
              {"name": "Three", "sub_projects": {}}]
    answer = put(server, wanted)
    assert (answer.status, answer.json) == (200, wanted)
    assert list(answer.json[0]["sub_projects"]) == ["b", "a"]
    assert server.stop() == 0
    server.start()
    assert server.get(PATH).json == wanted


def test_other_settings_stay(server, home):
    server.get(PATH)
    file = home.data / "settings.json"
    settings = json.loads(file.read_text())
    settings["theme"] = {"dark": True}
    file.write_text(json.dumps(settings))
    assert put(server, [{"name": "One", "sub_projects": {}}]).status == 200
    assert json.loads(file.read_text())["theme"] == {"dark": True}


def test_what_makes_no_sense_is_refused_and_changes_nothing(server):
    before = server.get(PATH).json
    blank = put(server, [{"name": " \t", "sub_projects": {}}])
    assert (blank.status, blank.json["detail"]) == (422, "Category name must be non-empty")
    for wrong in ([{"sub_projects": {}}], [{"name": "a", "sub_projects": []}], [{"name": 1, "sub_projects": {}}], {}):
        answer = put(server, wrong)
        assert answer.status == 422, wrong
        assert isinstance(answer.json["detail"], list)
    assert server.get(PATH).json == before


def test_a_file_that_makes_no_sense_is_kept_aside(make_server, home):  # W25
    home.data.mkdir(parents=True, exist_ok=True)
    (home.data / "settings.json").write_text("{ my categories")
    server = make_server().start()
    assert server.get(PATH).status == 200
    assert "{ my categories" in [file.read_text() for file in home.data.glob("settings*")]
