// Numbers, sizes and times as people read them. Pure functions.

const integerFormat = new Intl.NumberFormat("en-GB");
const relativeFormat = new Intl.RelativeTimeFormat("en-GB", { numeric: "auto" });
const timeFormat = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });
const dateTimeFormat = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });
const preciseFormat = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium" });

export function integer(value) {
  return integerFormat.format(value);
}

/** "1 note", "2 notes". */
export function count(value, noun) {
  return `${integer(value)} ${noun}${value === 1 ? "" : "s"}`;
}

export function bytes(value) {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${precise(value)} ${units[unit]}`;
}

/** US dollars; what is below a cent keeps the digits that tell it from nothing. */
export function dollars(value) {
  return `$${value.toFixed(value > 0 && value < 0.01 ? 4 : 2)}`;
}

export function microseconds(value) {
  if (value < 1000) return `${Math.round(value)} µs`;
  return milliseconds(value / 1000);
}

export function milliseconds(value) {
  if (value < 1000) return `${precise(value)} ms`;
  if (value < 60_000) return `${precise(value / 1000)} s`;
  return duration(value / 1000);
}

/** A longer time in its two largest units: "3 d 4 h". */
export function duration(seconds) {
  const parts = [
    [Math.floor(seconds / 86_400), "d"],
    [Math.floor(seconds / 3600) % 24, "h"],
    [Math.floor(seconds / 60) % 60, "min"],
    [Math.floor(seconds) % 60, "s"],
  ];
  const first = parts.findIndex(([value]) => value > 0);
  if (first < 0) return "0 s";
  return parts
    .slice(first, first + 2)
    .filter(([value]) => value > 0)
    .map(([value, unit]) => `${value} ${unit}`)
    .join(" ");
}

export function clockTime(when) {
  return timeFormat.format(new Date(when));
}

export function dateTime(when) {
  return dateTimeFormat.format(new Date(when));
}

/** With seconds, for events that follow each other closely. */
export function preciseTime(when) {
  return preciseFormat.format(new Date(when));
}

/** "5 minutes ago", "in 3 seconds". */
export function relativeTime(when, now = Date.now()) {
  const seconds = (new Date(when).getTime() - now) / 1000;
  for (const [unit, size] of [["day", 86_400], ["hour", 3600], ["minute", 60]]) {
    if (Math.abs(seconds) >= size) return relativeFormat.format(Math.trunc(seconds / size), unit);
  }
  return relativeFormat.format(Math.trunc(seconds), "second");
}

/** Two significant digits for small values, whole numbers from ten on. */
function precise(value) {
  return value < 10 && !Number.isInteger(value) ? value.toFixed(1) : integer(Math.round(value));
}
