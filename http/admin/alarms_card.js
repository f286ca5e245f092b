// Who is told when something breaks: what fires, how the channels are, a test, and silences.

import { getJson, postJson } from "./api.js";
import { byId, element, setOptionalText, setStale, setText, whileBusy } from "./dom.js";
import { count, dateTime, duration, relativeTime } from "./format.js";

const path = "/api/v1/alarms";
const silence = 7200;  // seconds
const whileTesting = 1000;  // milliseconds between two looks
const longestTest = 45_000;

export class AlarmsCard {
  constructor() {
    byId("alarms-test").addEventListener("click", () => this.#test());
  }

  async refresh() {
    try {
      this.#show(await getJson(path));
      setStale(false, "alarms");
    } catch (error) {
      setText(byId("alarms-text"), error.message);
      setStale(true, "alarms");
    }
  }

  async #test() {
    setOptionalText(byId("alarms-problem"), "");
    try {
      await whileBusy(byId("alarms-test"), async () => {
        const { id } = await postJson(`${path}/test`);
        const until = Date.now() + longestTest;
        let now;
        do {
          await new Promise((resolve) => setTimeout(resolve, whileTesting));
          now = await getJson(path);
          this.#show(now);
        } while (now.channels.some((channel) => channel.test_id === id && channel.test === "waiting") && Date.now() < until);
        setOptionalText(byId("alarms-outcome"), outcome(now.channels));
      });
    } catch (error) {
      setOptionalText(byId("alarms-problem"), error.message);
    }
  }

  async #silence(rule, seconds) {
    setOptionalText(byId("alarms-problem"), "");
    try {
      await postJson(`${path}/silence`, {}, { rule, seconds });
    } catch (error) {
      setOptionalText(byId("alarms-problem"), error.message);
    }
    await this.refresh();
  }

  #show(now) {
    byId("alarms-test").hidden = now.channels.length === 0;
    setText(byId("alarms-text"), headline(now));
    setText(byId("alarms-facts"), facts(now));
    byId("alarms-channels").replaceChildren(...now.channels.map(channelRow));
    byId("alarms").replaceChildren(...inOrder(now.rules).map((rule) => this.#ruleRow(rule)));
    setText(byId("alarms-summary"), `${count(now.rules.filter(isOn).length, "rule")} of ${now.rules.length} on`);
  }

  #ruleRow(rule) {
    const [state, word] = stateOf(rule);
    const row = element("li", { "data-rule": rule.rule, "data-state": rule.state, title: rule.setting },
      element("span", {}, rule.title),
      element("span", { class: "pill", "data-state": state }, word));
    if (rule.message) row.append(element("p", { class: "facts" }, rule.message));
    if (rule.silenced_until) row.append(element("p", { class: "facts" }, `Silenced until ${dateTime(rule.silenced_until)}.`));
    if (rule.state !== "calm" || rule.silenced_until) {
      const seconds = rule.silenced_until ? 0 : silence;
      const label = rule.silenced_until ? "Tell me again" : `Silence for ${duration(silence)}`;
      const button = element("button", { class: "quiet", type: "button" }, label);
      button.addEventListener("click", () => this.#silence(rule.rule, seconds));
      row.append(button);
    }
    return row;
  }
}

function isOn({ grace_seconds: grace }) {
  return grace !== null;
}

/** What fires first, what is off last. */
function inOrder(rules) {
  const rank = (rule) => (rule.state === "firing" ? 0 : rule.state !== "calm" ? 1 : isOn(rule) ? 2 : 3);
  return [...rules].sort((one, other) => rank(one) - rank(other));
}

function stateOf(rule) {
  if (!isOn(rule)) return ["unknown", "off"];
  if (rule.state === "firing") return ["failed", `since ${relativeTime(rule.since)}`];
  if (rule.state === "pending") return ["stale", "pending"];
  return rule.state === "over" ? ["stale", "over"] : ["ok", "calm"];
}

function headline({ rules, channels }) {
  const firing = rules.filter(({ state }) => state === "firing").length;
  const what = firing === 0 ? "No alarm fires." : firing === 1 ? "One alarm fires." : `${firing} alarms fire.`;
  return channels.length === 0 ? `${what} No channel is set up: nobody is told when something breaks.` : what;
}

function facts(now) {
  const parts = [];
  if (now.quiet_hours) parts.push(`Quiet hours: ${now.quiet_hours}${now.quiet_now ? ", now" : ""}.`);
  if (now.ping) parts.push(now.ping.error ? `Signs of life fail: ${now.ping.error}` : now.ping.sent_at ? `Last sign of life: ${relativeTime(now.ping.sent_at)}.` : "");
  if (now.briefing_at) parts.push(`Briefing: daily at ${now.briefing_at} through ${now.briefing_channel}.`);
  if (now.next_test_at) parts.push(`Next test: ${dateTime(now.next_test_at)}.`);
  return parts.filter(Boolean).join(" ");
}

function channelRow(channel) {
  const [state, word] = channel.error ? ["failed", "fails"] : channel.delivered_at ? ["ok", "works"] : ["unknown", "unused"];
  const last = channel.delivered_at ? `last delivery ${relativeTime(channel.delivered_at)}` : "nothing delivered yet";
  const waiting = channel.waiting > 0 ? `, ${count(channel.waiting, "notice")} to be sent` : "";
  return element("li", { "data-channel": channel.name },
    element("span", {}, channel.name),
    element("span", { class: "facts" }, last + waiting),
    element("span", { class: "pill", "data-state": state }, word),
    ...(channel.error ? [element("p", { class: "advice", "data-state": "failed" }, channel.error)] : []));
}

function outcome(channels) {
  const words = { delivered: "delivered", failed: "failed", waiting: "not known yet", none: "not sent" };
  return `Test: ${channels.map(({ name, test }) => `${name} ${words[test]}`).join(", ")}.`;
}
