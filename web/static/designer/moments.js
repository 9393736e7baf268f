// Moments in words, as the pages of the server say them.
import { say, settings } from "./settings.js";

/** Day and time in India, in the language of the page: 22 नवंबर 2026, दोपहर 1:53 बजे. */
export function sayMoment(moment) {
  const day = local(`${settings.language}-IN-u-nu-latn`, { day: "numeric", month: "long", year: "numeric" }, moment);
  const [hour, minute] = local("en-GB", { hour: "2-digit", minute: "2-digit" }, moment).split(":");
  const [, words] = settings.partsOfDay.findLast(([begins]) => begins <= Number(hour));
  return say("moment", { day, time: words.replace("{time}", `${hour % 12 || 12}:${minute}`) });
}

const local = (language, parts, moment) =>
  new Intl.DateTimeFormat(language, { timeZone: settings.zone, ...parts }).format(moment);
