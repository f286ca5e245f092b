// Who is told when something breaks: what fires, how the channels are, a test, and silences.

import { getJson, postJson } from "./api.js";
import { byId, element, setOptionalText, setStale, setText, whileBusy, withCommands } from "./dom.js";
import { count, dateTime, duration, relativeTime } from "./format.js";

const path = "/api/v1/alarms";
const silence = 7200;  // seconds
const whileTesting = 1000;  // milliseconds between two looks
const longestTest = 45_000;

export class AlarmsCard {
  constructor() {
    byId("alarms-test").addEventListener("click", () => this.#test());
    byId("alarms-briefing").addEventListener("click", () => this.#sendBriefing());
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
    await this.#try("alarms-test", async () => {
      const { id } = await postJson(`${path}/test`);
      return outcome(await this.#until(({ test_id, test }) => test_id !== id || test !== "waiting"));
    });
  }

  async #sendBriefing() {
    await this.#try("alarms-briefing", async () => {
      const { id, channel } = await postJson("/api/v1/briefing/send", {}, {});
      const channels = await this.#until(({ briefing_id, briefing }) => briefing_id !== id || briefing !== "waiting");
      return briefingOutcome(channels.find(({ name }) => name === channel));
    });
  }

  /** The channels, once that is so of each of them, or when it has taken too long. */
  async #until(isOver) {
    const until = Date.now() + longestTest;
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, whileTesting));
      const now = await getJson(path);
      this.#show(now);
      if (now.channels.every(isOver) || Date.now() >= until) return now.channels;
    }
  }

  async #try(button, work) {
    setOptionalText(byId("alarms-problem"), "");
    try {
      await whileBusy(byId(button), async () => setOptionalText(byId("alarms-outcome"), await work()));
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
    for (const button of ["alarms-test", "alarms-briefing"]) byId(button).hidden = now.channels.length === 0;
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
    if (rule.message) row.append(element("p", { class: "facts" }, ...withCommands(rule.message)));
    for (const sentence of told(rule)) row.append(element("p", { class: "facts" }, sentence));
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
  const words = { firing: ["failed", "alarm"], pending: ["stale", "in trouble"], over: ["stale", "over"] };
  return words[rule.state] ?? ["ok", "well"];
}

/** Since when, whether somebody was told, and what comes next; times are the reader's. */
function told(rule) {
  const sentences = [];
  if (rule.state === "firing")
    sentences.push(`Since ${dateTime(rule.since)}. ${rule.told_at ? `Last told ${dateTime(rule.told_at)}.` : "Not told yet."}`);
  if (rule.state === "pending")
    sentences.push(`Since ${dateTime(rule.since)}. It becomes an alarm once it has lasted ${duration(rule.grace_seconds)}.`);
  if (rule.state === "over") sentences.push("It is over, but you have not been told yet.");
  if (!isOn(rule)) sentences.push(`Switched off by ${rule.setting}.`);
  if (rule.silenced_until) sentences.push(`Silenced until ${dateTime(rule.silenced_until)}.`);
  return sentences;
}

function headline({ rules, channels }) {
  const firing = rules.filter(({ state }) => state === "firing").length;
  const what = firing === 0 ? "There is no alarm." : firing === 1 ? "There is one alarm." : `There are ${firing} alarms.`;
  if (channels.length > 0) return what;
  return `${what} No channel is set up, so nobody is told when something breaks: secondbrain alarms --help shows how to set one up.`;
}

/** Quiet hours and the hour of the briefing are those of the machine that the service runs on. */
function facts(now) {
  const parts = [];
  if (now.quiet_hours) parts.push(`Quiet hours: ${now.quiet_hours} (the service's time)${now.quiet_now ? ", now" : ""}.`);
  if (now.ping?.error) parts.push(`Signs of life cannot be sent: ${sentence(now.ping.error)}`);
  else if (now.ping?.sent_at) parts.push(`Last sign of life: ${relativeTime(now.ping.sent_at)}.`);
  if (now.briefing_at) parts.push(`Briefing: daily at ${now.briefing_at} (the service's time) through ${now.briefing_channel}${lastBriefing(now)}.`);
  if (now.next_test_at) parts.push(`Next test: ${dateTime(now.next_test_at)}.`);
  return parts.join(" ");
}

function briefingOutcome({ name, briefing, error }) {
  const words = { delivered: "was sent", failed: `could not be sent: ${error}`, waiting: "is still being sent" };
  return `Today's briefing ${words[briefing]} (${name}).`;
}

function lastBriefing({ briefing, briefing_day: day }) {
  const words = {
    waiting: "waits to be sent",
    delivered: "was delivered",
    may_have_arrived: "was sent and may have arrived, but no answer came; it is not sent again",
  };
  return words[briefing] ? `; the one of ${day} ${words[briefing]}` : "";
}

function channelRow(channel) {
  const [state, word] = channel.error ? ["failed", "fails"] : channel.delivered_at ? ["ok", "works"] : ["unknown", "unused"];
  const last = channel.delivered_at ? `last delivered ${relativeTime(channel.delivered_at)}` : "nothing delivered yet";
  const waiting = channel.waiting > 0 ? `, ${count(channel.waiting, "notice")} to be sent` : "";
  return element("li", { "data-channel": channel.name },
    element("span", {}, channel.name),
    element("span", { class: "facts" }, last + waiting),
    element("span", { class: "pill", "data-state": state }, word),
    ...(channel.last_set_aside ? [element("p", { class: "advice", "data-state": "stale" }, channel.last_set_aside)] : []),
    ...(channel.error ? [element("p", { class: "advice", "data-state": "failed" }, `${sentence(channel.error)} ${nextStep(channel)}`)] : []));
}

/** With one full stop at its end. */
function sentence(text) {
  return text.replace(/\.*$/, ".");
}

function nextStep(channel) {
  if (channel.needs_owner) return "Once that is put right, a test tries at once.";
  if (channel.next_attempt_at) return `It is tried again ${dateTime(channel.next_attempt_at)}; a test tries now.`;
  return "A test tries now.";
}

function outcome(channels) {
  const words = { delivered: "delivered", failed: "failed", waiting: "not known yet", none: "not sent" };
  return `Test: ${channels.map(({ name, test }) => `${name} ${words[test]}`).join(", ")}.`;
}
