// Our own groups in the properties panel, before and between those that every drawing has.
import {
  CheckboxEntry, SelectEntry, TextAreaEntry, TextFieldEntry, h, isCheckboxEntryEdited, isSelectEntryEdited,
  isTextAreaEntryEdited, isTextFieldEntryEdited, useEffect, useService, useState,
} from "../vendor/studio.js";
import { groupsOf } from "./bpmn_conventions.js";
import { addressOf, say, settings } from "./settings.js";
import { showing } from "./typed.js";

const EDITED = {
  text: isTextFieldEntryEdited, lines: isTextAreaEntryEdited, choice: isSelectEntryEdited, tick: isCheckboxEntryEdited,
};
/** Groups of the panel itself that say in other words what ours say, or what nobody here reads. */
const LEFT_OUT = new Set(["CompensationTask", "AdHocCompletion"]);
const AFTER = 300; // later than the panel's own groups, which are then there to be arranged

class Provider {
  constructor(panel) {
    panel.registerProvider(AFTER, this);
  }

  getGroups(element) {
    return (groups) => {
      const kept = groups.filter((group) => !LEFT_OUT.has(group.id));
      const ours = groupsOf(element).map((group) => ({
        id: `itsso-${group.id}`,
        label: say(group.words),
        shouldOpen: group.id === "meaning" || (group.id === "owner" && element.type === "bpmn:Lane"),
        entries: group.fields.map((field) => ({
          id: `itsso-${field.id}`, field, component: Entry, isEdited: EDITED[field.options && field.kind === "text" ? "text" : field.kind],
        })),
      }));
      const [general, ...others] = kept;
      const late = others.filter((group) => group.id === "documentation");
      const own = ours.filter((group) => group.id !== "itsso-further");
      const further = ours.filter((group) => group.id === "itsso-further");
      return [general, ...own, ...others.filter((group) => !late.includes(group)), ...further, ...late].filter(Boolean);
    };
  }
}
Provider.$inject = ["propertiesPanel"];

/** A module for the modeler. */
export const conventions = { __init__: ["itssoProperties"], itssoProperties: ["type", Provider] };

function Entry({ element, id, field }) {
  const tools = { modeling: useService("modeling"), bpmnFactory: useService("bpmnFactory") };
  const debounce = useService("debounceInput");
  const shared = {
    element, id, debounce,
    label: say(field.words),
    description: field.hint && say(field.hint),
    getValue: () => field.get(element),
    setValue: (value) => field.set(tools, element, value),
  };
  if (field.kind === "choice") {
    const options = Object.entries(field.options).map(([value, words]) => ({ value, label: say(words) }));
    return h(SelectEntry, { ...shared, getOptions: () => [{ value: "", label: say("p_none") }, ...options] });
  }
  if (field.kind === "tick") {
    return h(CheckboxEntry, {
      ...shared,
      getValue: () => field.get(element) === "true",
      setValue: (ticked) => field.set(tools, element, ticked ? "true" : ""),
    });
  }
  if (field.kind === "lines") return h(TextAreaEntry, { ...shared, autoResize: true, monospace: true });
  if (field.options) return h(Known, { ...shared, field });
  return h(TextFieldEntry, shared);
}

/** A text field that offers what is known, and says what the chosen one means. */
function Known({ element, id, label, description, field, getValue, setValue }) {
  const stored = getValue();
  const [typed, setTyped] = useState(stored);
  const [box] = useState({});
  useEffect(() => setTyped(stored), [element, stored]);
  const input = `bio-properties-panel-${id}`;
  const meaning = field.options[typed] || description;
  const path = field.opens && settings.choices.places[typed];
  return h("div", { class: "bio-properties-panel-entry", "data-entry-id": id },
    h("div", { class: "bio-properties-panel-textfield" },
      h("label", { for: input, class: "bio-properties-panel-label" }, label),
      h("input", {
        id: input, name: id, type: "text", list: `${input}-known`, class: "bio-properties-panel-input",
        autocomplete: "off", spellcheck: false, ref: showing(box, element, stored),
        onInput: (event) => setTyped(event.target.value),
        onChange: (event) => setValue(event.target.value.trim()),
      }),
      h("datalist", { id: `${input}-known` },
        Object.entries(field.options).map(([value, words]) => h("option", { value }, words)))),
    meaning && h("div", { class: "bio-properties-panel-description" }, meaning),
    path && h("div", { class: "bio-properties-panel-description" },
      h("a", { href: addressOf(settings.edit, path) }, say("p_open"))));
}
