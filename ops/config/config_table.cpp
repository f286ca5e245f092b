#include "ops/config/config_table.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace secondbrain::ops {
namespace {

constexpr limits port_numbers{0, 65535};
constexpr limits share{0, 1};
constexpr limits from_one{1, 1000000};
constexpr limits from_zero{0, 1000000};
constexpr limits threads{1, 256};

const config_variable table[] = {
    {"SECONDBRAIN_VAULT_PATH", &config::vault_path, "",
     "The folder of Markdown notes. Without it the service runs and answers 503 wherever notes are needed."},
    {"SECONDBRAIN_DATA_PATH",
     &config::data_path,
     "",
     "Where index, history, logs and markers are kept.",
     {},
     visibility::open,
     "`~/.local/share/secondbrain`"},
    {"SECONDBRAIN_METADATA_DB_NAME", &config::metadata_db_name, "",
     "File name of the metadata database in the data directory."},
    {"SECONDBRAIN_VAULT_UPKEEP", &config::upkeep, "",
     "Whether the service may write into the vault by itself: task lists, sections of project notes, filing of "
     "captures. "
     "`ask` waits for a yes on the page or by `secondbrain vault enable`, `on` is that yes, `off` never writes, "
     "whatever "
     "was said."},

    {"SECONDBRAIN_SEND_NOTES", &config::sending, "",
     "Whether notes and captures may be sent to a paid provider without a question, to extract metadata and to file "
     "captures. `ask` waits for a yes on the page or by `secondbrain vault allow-sending`, `on` is that yes for every "
     "provider with a key, `off` never sends any, whatever was said. A model on this machine or in its private network "
     "needs no yes."},

    {"SECONDBRAIN_DAILY_FOLDER", &config::daily_folder, "",
     "Where the daily notes are, as a folder of the vault; `/` is the vault itself. This setting and the seven below "
     "are for "
     "what `secondbrain vault` did not find by itself: it looks into the settings of Obsidian and Logseq, and at the "
     "notes."},
    {"SECONDBRAIN_DAILY_FORMAT", &config::daily_format, "",
     "How daily notes are named, in the letters that Obsidian uses (moment.js), folders and words in brackets "
     "included: "
     "`YYYY/MM/YYYY-MM-DD dddd`, `[Journal] DD.MM.YYYY`."},
    {"SECONDBRAIN_DAILY_LANGUAGE", &config::daily_language, "",
     "The language of the names of days and months in that format: `de`, `pt-br`."},
    {"SECONDBRAIN_INBOX_FOLDER", &config::inbox_folder, "",
     "The folder of the vault where new texts wait: captures go there, and are filed from there. `Inbox` where no "
     "other "
     "folder is called so."},
    {"SECONDBRAIN_TEMPLATES_FOLDER", &config::templates_folder, "",
     "The folder of the vault with the templates; their tasks and events do not count."},
    {"SECONDBRAIN_ATTACHMENTS_FOLDER", &config::attachments_folder, "",
     "The folder of the vault with pictures and other files; `./` is beside the note, `./files` a folder beside it. "
     "Told by `secondbrain vault`; nothing else rests on it yet."},
    {"SECONDBRAIN_TASK_FORMATS", &config::task_formats, "",
     "How tasks are written, the format of new ones first: `tasks` (signs, as the Tasks plugin has them), `dataview` "
     "(fields in brackets), `tasknotes` (a note for each task), `logseq` (markers), `org` (headlines), `due` (`(due: "
     "2026-05-01)` in "
     "daily "
     "notes)."},
    {"SECONDBRAIN_EXCLUDED_FOLDERS", &config::excluded_folders, "",
     "Folders of the vault whose tasks and events do not count, besides those that Obsidian or Logseq leave out."},

    {"SECONDBRAIN_WATCH", &config::watch, "",
     "How changes in the vault are noticed: `auto` listens to file events, `poll` looks at all files every two "
     "seconds, "
     "for folders that other computers write to, `off` waits for the regular scan."},
    {"SECONDBRAIN_SWEEP_INTERVAL",
     &config::sweep_interval,
     "",
     "How often the whole vault is compared with the index, whatever events said.",
     {1, 86400}},
    {"SECONDBRAIN_MASS_DELETE_SHARE", &config::mass_delete_share, "share",
     "When more than this share of the notes is gone at once, the index freezes instead of forgetting them.", share},
    {"SECONDBRAIN_TOOL_COPIES", &config::tool_copies, "",
     "Takes into the index what programs put into the vault: copies of notes that were changed in two places "
     "(Syncthing, "
     "Dropbox, Nextcloud, Obsidian Sync, iCloud), hidden files and folders, `node_modules` and the like. Otherwise "
     "they "
     "are left out, and the list of notes names them."},

    {"SECONDBRAIN_HOST", &config::host, "",
     "Address to listen on, and where the command line looks for the server. Anything but loopback needs a token."},
    {"SECONDBRAIN_PORT", &config::port, "", "Port to listen on; 0 lets the system choose.", port_numbers},
    {"SECONDBRAIN_TOKEN",
     &config::token,
     "",
     "Bearer token that requests must carry, at least 8 characters. Unset: no authentication.",
     {},
     visibility::secret},
    {"SECONDBRAIN_ALLOWED_HOSTS", &config::allowed_hosts, "",
     "Host names, besides the loopback names, under which the service may be addressed."},
    {"SECONDBRAIN_CORS_ORIGINS", &config::cors_origins, "", "Web origins whose pages may call the API."},
    {"SECONDBRAIN_HTTP_THREADS", &config::http_threads, "threads", "Requests handled at the same time.", threads},
    {"SECONDBRAIN_SSE_STREAMS", &config::sse_streams, "streams", "Event streams open at the same time.", threads},
    {"SECONDBRAIN_OPEN_QUESTIONS", &config::open_questions, "questions",
     "Questions being answered or waiting for it at the same time; the next one is answered 503.", threads},
    {"SECONDBRAIN_DEBUG", &config::debug, "", "Put the reason into the body of 500 answers."},

    {"SECONDBRAIN_SEARCH_WORKERS", &config::search_workers, "workers", "Searches run at the same time.", threads},
    {"SECONDBRAIN_ANSWER_WORKERS", &config::answer_workers, "workers", "Questions answered at the same time.", threads},
    {"SECONDBRAIN_MAX_RESTARTS", &config::max_restarts, "restarts",
     "A supervisor gives up when its children need more restarts than this within the restart window.", from_zero},
    {"SECONDBRAIN_RESTART_WINDOW", &config::restart_window, "", "The window in which restarts are counted.", from_one},
    {"SECONDBRAIN_HANG_DEADLINE", &config::hang_deadline, "",
     "A part that has not answered its probe for this long is reported as hung.", from_one},
    {"SECONDBRAIN_HANG_LIMIT", &config::hang_limit, "",
     "A part that stays hung for this long ends the process, so that the service manager restarts it.", from_one},
    {"SECONDBRAIN_CHAOS", &config::chaos, "", "For tests: lets clients crash parts of the service over HTTP."},

    {"SECONDBRAIN_LOG_LEVEL", &config::level, "", "The least severe lines that are logged."},
    {"SECONDBRAIN_LOG_STDERR", &config::log_stderr, "", "Log to the standard error stream as well as to `api.log`."},

    {"SECONDBRAIN_BACKUP_PATH",
     &config::backup_path,
     "",
     "Where snapshots of the data directory are kept.",
     {},
     visibility::open,
     "`~/SecondBrain-backups`"},
    {"SECONDBRAIN_BACKUP_INTERVAL",
     &config::backup_interval,
     "",
     "How often a snapshot is made; 0 makes them only on request.",
     {0, 8760}},
    {"SECONDBRAIN_BACKUP_KEEP", &config::backup_keep, "snapshots",
     "How many of the newest verified snapshots are kept.", from_one},
    {"SECONDBRAIN_BACKUP_KEEP_DAILY", &config::backup_keep_daily, "days",
     "For this many days the newest snapshot of each day is kept as well.", from_zero},
    {"SECONDBRAIN_BACKUP_KEEP_WEEKLY", &config::backup_keep_weekly, "weeks", "The same for weeks.", from_zero},
    {"SECONDBRAIN_BACKUP_KEEP_MONTHLY", &config::backup_keep_monthly, "months", "The same for months.", from_zero},
    {"SECONDBRAIN_BACKUP_VAULT", &config::backup_vault, "",
     "Whether snapshots hold the notes as well: `auto` where that leaves enough room, `on` as well, and health warns "
     "when it does not, `off` never."},
    {"SECONDBRAIN_BACKUP_FREE_FLOOR",
     &config::backup_free_floor,
     "MiB",
     "How much stays free where the snapshots are: older ones are removed first to make room, and then the notes are "
     "left out.",
     {0, 100000000}},
    {"SECONDBRAIN_BACKUP_TRIAL_INTERVAL",
     &config::backup_trial_interval,
     "",
     "How often the newest snapshot is restored into a scratch folder and used there; 0 does it only on request.",
     {0, 8760}},
    {"SECONDBRAIN_REPLACED_KEEP_DAYS", &config::replaced_keep_days, "days",
     "How long the state that a restore has replaced is kept; 0 keeps it until you remove it.", from_zero},

    {"SECONDBRAIN_BACKUP_INCREMENT_INTERVAL",
     &config::increment_interval,
     "",
     "How often what has changed in conversations, costs, extracted facts and settings since the last snapshot is "
     "shipped to the backup folder: if the disk fails, no more than this and a moment is lost. 0 ships nothing between "
     "snapshots.",
     {0, 3600}},
    {"SECONDBRAIN_BACKUP_COPY_PATH", &config::backup_copy_path, "",
     "A second directory on another disk (a mounted disk, iCloud, Dropbox) that every verified snapshot and what is "
     "shipped between snapshots are copied to and verified in."},
    {"SECONDBRAIN_RESTIC_REPOSITORY",
     &config::restic_repository,
     "",
     "A repository of restic that every verified snapshot is copied to, encrypted there: an absolute path, or an "
     "address that begins with `sftp:`, `s3:` or `rest:`. `secondbrain elsewhere init` creates it.",
     {},
     visibility::secret},
    {"SECONDBRAIN_RESTIC_PASSWORD",
     &config::restic_password,
     "",
     "The passphrase of that repository. Without it nothing can be restored from there: keep it somewhere else, too.",
     {},
     visibility::secret},
    {"SECONDBRAIN_RESTIC_PASSWORD_COMMAND", &config::restic_password_command, "",
     "A command that prints the passphrase, instead of the setting above: `security find-generic-password -s restic "
     "-w` asks the "
     "keychain of macOS, `secret-tool lookup service restic` that of a Linux desktop."},
    {"SECONDBRAIN_RESTIC_PROGRAM", &config::restic_program, "", "The program restic, 0.14 or later."},
    {"SECONDBRAIN_RESTIC_PATIENCE",
     &config::restic_patience,
     "",
     "How long restic may neither read nor write anything before it is stopped, and you are told. As long as it makes "
     "progress, it may take days.",
     {60, 86400}},
    {"SECONDBRAIN_RESTIC_READ_SHARE",
     &config::restic_read_share,
     "percent",
     "How much of what is in the repository each verification reads, besides restoring the newest snapshot.",
     {1, 100}},
    {"SECONDBRAIN_COPY_INTERVAL",
     &config::copy_interval,
     "",
     "How often the service looks whether there is something to copy elsewhere.",
     {1, 86400}},

    {"SECONDBRAIN_MACHINE_NAME", &config::machine_name, "",
     "What this machine is called in what is sent to you, where several machines send to one place. Unset: the name "
     "that the system gives it."},
    {"SECONDBRAIN_ALARM_INTERVAL", &config::alarm_interval, "", "How often health is looked at for alarms.", {1, 3600}},
    {"SECONDBRAIN_ALARM_VAULT_MISSING", &config::alarm_vault_missing, "",
     "Tells when the vault is not there or cannot be read."},
    {"SECONDBRAIN_ALARM_DISK_LOW", &config::alarm_disk_low, "", "Tells when the disk of the data is nearly full."},
    {"SECONDBRAIN_ALARM_STORE_DAMAGED", &config::alarm_store_damaged, "",
     "Tells when a database was damaged or does not open."},
    {"SECONDBRAIN_ALARM_RESTART_STORM", &config::alarm_restart_storm, "",
     "Tells when parts of the service, or the service itself, break down and are restarted again and again."},
    {"SECONDBRAIN_ALARM_PART_HUNG", &config::alarm_part_hung, "", "Tells when a part of the service does not answer."},
    {"SECONDBRAIN_ALARM_INDEX_FROZEN", &config::alarm_index_frozen, "",
     "Tells when the index is frozen, so that new and changed notes are not found."},
    {"SECONDBRAIN_ALARM_SYNC_FAILED", &config::alarm_sync_failed, "", "Tells when the daily sync fails."},
    {"SECONDBRAIN_ALARM_SYNC_LATE", &config::alarm_sync_late, "", "Tells when a scheduled sync did not run."},
    {"SECONDBRAIN_ALARM_CAPTURES_STUCK", &config::alarm_captures_stuck, "", "Tells when captures cannot be filed."},
    {"SECONDBRAIN_ALARM_BACKUP_OLD", &config::alarm_backup_old, "",
     "Tells when backups fail, are too old or could not be verified."},
    {"SECONDBRAIN_ALARM_BACKUP_ELSEWHERE", &config::alarm_backup_elsewhere, "",
     "Tells when the copy of the backups in another place fails or is too old."},
    {"SECONDBRAIN_ALARM_COPY_MENDED", &config::alarm_copy_mended, "",
     "Tells when something in the copy of the backups in another place had become damaged and was copied again."},
    {"SECONDBRAIN_ALARM_BUDGET_NEAR", &config::alarm_budget_near, "",
     "Tells when four fifths of the daily or monthly budget for language models are spent."},
    {"SECONDBRAIN_ALARM_MODEL_HOST_DOWN", &config::alarm_model_host_down, "",
     "Tells when a model host does not answer."},
    {"SECONDBRAIN_ALARM_EXTRACTION_STALE", &config::alarm_extraction_stale, "",
     "Tells when no language model can read the notes."},
    {"SECONDBRAIN_ALARM_CLOCK_WRONG", &config::alarm_clock_wrong, "", "Tells when the clock has jumped."},
    {"SECONDBRAIN_ALARM_CHANNEL_BROKEN", &config::alarm_channel_broken, "",
     "Tells when a channel does not take what is sent through it; told through the others."},
    {"SECONDBRAIN_QUIET_HOURS", &config::quiet_hours, "local time",
     "When nothing but the most urgent is told; the rest waits for their end. They may span midnight: `22:00-07:00`."},
    {"SECONDBRAIN_ALARM_TEST_INTERVAL",
     &config::alarm_test_interval,
     "",
     "How often a test is sent through every channel that is set up, the first soon after it was; 0 sends one only on "
     "request.",
     {0, 8760}},
    {"SECONDBRAIN_BRIEFING_AT", &config::briefing_at, "local time",
     "When the morning briefing is sent, once a day; a machine that slept catches up. Unset: it is not sent."},
    {"SECONDBRAIN_BRIEFING_CHANNEL", &config::briefing_channel, "",
     "Through which channel the briefing is sent: `ntfy`, `webhook`, `email`, `desktop` or `command`. Unset: the first "
     "of "
     "them that is set up, in this order."},

    {"SECONDBRAIN_SYNC_INTERVAL",
     &config::sync_interval,
     "",
     "How often the daily sync runs: inbox, tasks, projects, index, extraction; 0 runs it only on request. A run that "
     "was missed is made up for.",
     {0, 604800}},

    {"SECONDBRAIN_ALARM_NTFY",
     &config::alarm_ntfy,
     "",
     "Sends alarms to a topic of an ntfy server: `https://ntfy.sh/topic`. Whoever knows the topic reads along, so it "
     "is kept like a password.",
     {},
     visibility::secret},
    {"SECONDBRAIN_ALARM_NTFY_TOKEN",
     &config::alarm_ntfy_token,
     "",
     "Access token of that server, where the topic needs one.",
     {},
     visibility::secret},
    {"SECONDBRAIN_ALARM_WEBHOOK",
     &config::alarm_webhook,
     "",
     "Sends alarms by POST to this address, such as Slack, Discord and other chats give out.",
     {},
     visibility::secret},
    {"SECONDBRAIN_ALARM_WEBHOOK_SHAPE", &config::alarm_webhook_shape, "",
     "What is sent there: `json` is the notice with all its fields, `slack` and `discord` what those show, "
     "`alertmanager` alerts for the API of Prometheus Alertmanager at this address, which are ended when they are "
     "over."},
    {"SECONDBRAIN_ALARM_WEBHOOK_TOKEN",
     &config::alarm_webhook_token,
     "",
     "Bearer token that is sent along, where the address needs one.",
     {},
     visibility::secret},
    {"SECONDBRAIN_ALARM_EMAIL_SERVER", &config::alarm_email_server, "",
     "Sends alarms by e-mail through this server: `smtps://smtp.example.com` (port 465), or "
     "`smtp://smtp.example.com` (port 587, encrypted by STARTTLS)."},
    {"SECONDBRAIN_ALARM_EMAIL_ENCRYPTION", &config::alarm_email_encryption, "",
     "`required`: nothing is sent through a server on another machine that does not encrypt. `if_offered`: it is sent "
     "all the same."},
    {"SECONDBRAIN_ALARM_EMAIL_USER", &config::alarm_email_user, "",
     "The user name for that server; unset: without logging in."},
    {"SECONDBRAIN_ALARM_EMAIL_PASSWORD",
     &config::alarm_email_password,
     "",
     "The password of that user.",
     {},
     visibility::secret},
    {"SECONDBRAIN_ALARM_EMAIL_FROM", &config::alarm_email_from, "",
     "The sender: `me@example.com`, or `SecondBrain <me@example.com>`. Unset: the user, where that is an address."},
    {"SECONDBRAIN_ALARM_EMAIL_TO", &config::alarm_email_to, "", "Who gets the e-mails."},
    {"SECONDBRAIN_ALARM_DESKTOP", &config::alarm_desktop, "",
     "Shows alarms on the desktop of this machine (`notify-send`; macOS: `osascript`)."},
    {"SECONDBRAIN_ALARM_COMMAND", &config::alarm_command, "",
     "Runs this program for each alarm: its path and arguments, without a shell; words with spaces stand in quotation "
     "marks. It reads the notice as JSON."},
    {"SECONDBRAIN_PING_URL",
     &config::ping_url,
     "",
     "Called as long as all is well, so that a service elsewhere notices when this one is gone: the address of a check "
     "at Healthchecks, or of a push monitor of Uptime Kuma.",
     {},
     visibility::secret},
    {"SECONDBRAIN_PING_SHAPE", &config::ping_url_shape, "",
     "How that address is called: `auto` takes one with `/api/push/` in it for Uptime Kuma."},
    {"SECONDBRAIN_PING_INTERVAL", &config::ping_interval, "", "How often it is called.", {10, 86400}},

    {"SECONDBRAIN_EMBEDDING_PROVIDER", &config::provider, "",
     "Who turns text into vectors, so that notes are found by their meaning as well: OpenAI, or this machine. `openai` "
     "is itself the yes to sending every passage of every note there, once. `local` is the host of "
     "`SECONDBRAIN_OLLAMA_BASE_URL` if `SECONDBRAIN_EMBEDDING_MODEL` and the host are both set, else the model that "
     "`secondbrain model install` has installed, inside the service; without one, search is by words."},
    {"SECONDBRAIN_ENCODER_MODEL", &config::encoder_model, "",
     "Which of the installed models embeds inside the service. Unset: the one that is in use stays in use; "
     "`secondbrain model` says which that is."},
    {"SECONDBRAIN_ENCODER_THREADS", &config::encoder_threads, "",
     "How many threads embed notes, with the lowest priority. Unset: half as many as the processor has.", threads},
    {"SECONDBRAIN_ENCODER_APPROXIMATION", &config::encoder_approximation, "",
     "Whether notes are found by a first approximation of what they mean, made of the model's words within a minute, "
     "until the model has read most of them. It takes some 40 MB of memory for 100,000 passages, for as long as that."},
    {"SECONDBRAIN_MODELS_PATH",
     &config::models_path,
     "",
     "Where installed models are kept.",
     {},
     visibility::open,
     "`~/.local/share/secondbrain-models`"},
    {"SECONDBRAIN_VECTOR_STORE",
     &config::vector_store,
     "",
     "Where vectors are kept and searched. Unset, or `local`: in the data directory. Where one machine is not enough, "
     "a "
     "PostgreSQL database with pgvector: `postgresql://user:password@host:5432/database`, or a Chroma server: "
     "`chroma+http://host:8000`. The vectors and the paths of the notes are sent there; docs/scaling.md says more.",
     {},
     visibility::secret},
    {"SECONDBRAIN_EMBEDDING_MODEL", &config::embedding_model, "", "Embedding model of the provider `local`."},
    {"SECONDBRAIN_EMBEDDING_DIMENSIONS",
     &config::embedding_dimensions,
     "dimensions",
     "How long the vectors of that model are.",
     {1, 65536}},
    {"SECONDBRAIN_OPENAI_EMBEDDING_MODEL", &config::openai_embedding_model, "",
     "Embedding model of the provider `openai`."},
    {"SECONDBRAIN_OPENAI_EMBEDDING_DIMENSIONS",
     &config::openai_embedding_dimensions,
     "dimensions",
     "Shortens the vectors of the provider `openai`.",
     {1, 65536}},
    {"SECONDBRAIN_RERANK_MODEL", &config::rerank_model, "", "Model that ranks passages."},
    {"SECONDBRAIN_ANSWER_MODEL", &config::answer_model, "", "Model that answers questions."},
    {"SECONDBRAIN_ANSWER_DEADLINE", &config::answer_deadline, "",
     "How long a question may take, from its arrival. Without an answer by then, the passages that were found are "
     "quoted.",
     from_one},
    {"SECONDBRAIN_INBOX_MODEL", &config::inbox_model, "", "Model that sorts the inbox and extracts metadata."},
    {"SECONDBRAIN_INBOX_PROVIDER", &config::inbox_provider, "", "Accepted for compatibility; has no effect."},
    {"SECONDBRAIN_OLLAMA_BASE_URL", &config::ollama_base_url, "",
     "Where Ollama, llama.cpp, LM Studio or another OpenAI-compatible host listens, up to and including `/v1`. Setting "
     "this or the model makes the host one of the providers that questions may fall back to."},
    {"SECONDBRAIN_OLLAMA_MODEL", &config::ollama_model, "", "Model asked at that host."},
    {"SECONDBRAIN_OPENAI_API_KEY", &config::openai_api_key, "", "Key for OpenAI.", {}, visibility::secret},
    {"SECONDBRAIN_OPENAI_BASE_URL", &config::openai_base_url, "",
     "Where OpenAI is reached, up to and including `/v1`; for gateways."},
    {"SECONDBRAIN_ANTHROPIC_API_KEY", &config::anthropic_api_key, "", "Key for Anthropic.", {}, visibility::secret},
    {"SECONDBRAIN_ANTHROPIC_BASE_URL", &config::anthropic_base_url, "",
     "Where Anthropic is reached, up to and including `/v1`; for gateways."},
    {"SECONDBRAIN_COST_ALERT_THRESHOLD", &config::cost_alert_threshold, "USD per UTC day",
     "Model costs above this raise an alert.", from_zero},
    {"SECONDBRAIN_DAILY_BUDGET", &config::daily_budget, "USD per UTC day",
     "No paid model is asked once a call could take the day's costs beyond this; 0 takes the limit away.", from_zero},
    {"SECONDBRAIN_MONTHLY_BUDGET", &config::monthly_budget, "USD per UTC month",
     "No paid model is asked once a call could take the month's costs beyond this; 0 takes the limit away.", from_zero},
    {"SECONDBRAIN_GRADIO_PORT", &config::gradio_port, "", "Accepted for compatibility; has no effect.", port_numbers},
};

}  // namespace

std::span<const config_variable> config_table() {
  return table;
}

const config_variable* find_variable(std::string_view name) {
  auto found = std::find_if(std::begin(table), std::end(table), [&](const auto& known) { return known.name == name; });
  return found == std::end(table) ? nullptr : &*found;
}

const config_variable& nearest_variable(std::string_view name) {
  return *std::min_element(std::begin(table), std::end(table), [&](const auto& a, const auto& b) {
    return edit_distance(name, a.name) < edit_distance(name, b.name);
  });
}

}  // namespace secondbrain::ops
