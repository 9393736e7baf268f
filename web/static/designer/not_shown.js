// What of a file is not to be seen in its editor, and what can be done about it.
import { button, notify } from "./elements.js";
import { say, settings } from "./settings.js";

/** Say why there is no picture at all; an error that is no `NotShown` means a broken file. */
export function tellNotShown(error, { layOut, drawAnyway }) {
  const ways = {
    no_places: () => wayToPlaces(layOut),
    too_large: () => button(say("draw_anyway"), drawAnyway),
  };
  if (!ways[error.words]) console.warn(error);
  tell(say(error.words ?? "broken", error.facts), ways[error.words]?.());
}

/** Say how many steps have no place on the picture, if any. */
export function tellWithoutPlace(number, { layOut }) {
  if (number) tell(say("some_places", { number }), wayToPlaces(layOut));
}

const wayToPlaces = (layOut) => (settings.isOpen ? button(say("lay_out"), layOut) : null);

function tell(words, way) {
  notify("broken", "soon", words, " ", way);
}
