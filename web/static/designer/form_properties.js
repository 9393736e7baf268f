// What a form says here beside what form-js knows: Hindi, where an answer goes, what must hold.
import { h, useState } from "../vendor/forms.js";
import { say, settings } from "./settings.js";
import { showing } from "./typed.js";

const WORDS = "text";
const CONTAINERS = new Set(["group", "dynamiclist"]);
/** Groups of form-js that nobody here reads: everything in them would be without effect. */
const LEFT_OUT = new Set(["serialization", "appearance", "securityAttributes"]);
const AFTER = 500; // later than form-js's own groups

class Provider {
  constructor(panel) {
    panel.registerProvider(this, AFTER);
  }

  getGroups(field, editField) {
    return (groups) => {
      if (!field) return groups;
      const kept = groups.filter((group) => !LEFT_OUT.has(group.id));
      const [general, ...others] = kept;
      const ours = groupsOf(field, editField).map((group) => ({
        id: `itsso-${group.id}`,
        label: say(group.words),
        shouldOpen: group.id === "hindi",
        entries: group.entries.filter(Boolean).map((entry) => ({
          ...entry, id: `itsso-${entry.id}`, component: entry.isTick ? Tick : Text,
          isEdited: (input) => Boolean(input && (input.type === "checkbox" ? input.checked : input.value)),
        })),
      })).filter((group) => group.entries.length);
      return [general, ...ours, ...others].filter(Boolean);
    };
  }
}
Provider.$inject = ["propertiesPanel"];

/** A module for the form editor. */
export const formConventions = { __init__: ["itssoFormProperties"], itssoFormProperties: ["type", Provider] };

function groupsOf(field, editField) {
  const properties = field.properties ?? {};
  const property = (name, more = {}) => ({
    id: name, words: `f_${name}`, ...more,
    get: () => properties[name] ?? "",
    set: (value) => {
      const { [name]: _before, ...others } = properties;
      editField(field, ["properties"], value ? { ...others, [name]: value } : others);
    },
  });
  if (field.type === "default") {
    return [{ id: "decision", words: "f_table", entries: [property("decision", { options: settings.choices.decisions })] }];
  }
  if (field.type === WORDS) return [{ id: "hindi", words: "f_hindi", entries: [property("text_hi", { isLong: true })] }];
  const hindi = { id: "hindi", words: "f_hindi", entries: [property("label_hi"), property("description_hi", { isLong: true }), ...optionsOf(field, editField)] };
  if (CONTAINERS.has(field.type)) return [hindi];
  return [
    hindi,
    { id: "place", words: "f_place", entries: [
      property("record", { hint: "f_record_hint" }),
      property("personal", { isTick: true }),
      property("for_her", { hint: "f_for_her_hint" }), property("for_her_hi"),
    ] },
    { id: "must", words: "f_must_group", entries: [
      property("must", { hint: "f_must_hint", isLong: true }), property("must_text"), property("must_text_hi"), property("refusal"),
    ] },
  ];
}

/** A Hindi label for each option that stands in the form itself. */
function optionsOf(field, editField) {
  return (field.values ?? []).map((option, index) => ({
    id: `option-${index}`, label: option.label ?? option.value,
    get: () => option.label_hi ?? "",
    set: (value) => {
      const { label_hi: _before, ...others } = option;
      const changed = value ? { ...others, label_hi: value } : others;
      editField(field, ["values"], field.values.map((each, at) => (at === index ? changed : each)));
    },
  }));
}

function Text({ element, id, words, label, hint, options, isLong, get, set }) {
  const stored = get();
  const [box] = useState({});
  const input = `bio-properties-panel-${id}`;
  const shared = {
    id: input, name: id, spellcheck: false, autocomplete: "off", class: "bio-properties-panel-input",
    ref: showing(box, element, stored),
    onChange: (event) => set(event.target.value.trim()),
  };
  return h("div", { class: "bio-properties-panel-entry", "data-entry-id": id },
    h("div", { class: "bio-properties-panel-textfield" },
      h("label", { for: input, class: "bio-properties-panel-label" }, label ?? say(words)),
      isLong ? h("textarea", { ...shared, rows: 3 }) : h("input", { ...shared, type: "text", list: options && `${input}-known` }),
      options && h("datalist", { id: `${input}-known` },
        Object.entries(options).map(([value, meaning]) => h("option", { value }, meaning)))),
    hint && h("div", { class: "bio-properties-panel-description" }, say(hint)));
}

function Tick({ id, words, get, set }) {
  const input = `bio-properties-panel-${id}`;
  return h("div", { class: "bio-properties-panel-entry bio-properties-panel-checkbox-entry", "data-entry-id": id },
    h("div", { class: "bio-properties-panel-checkbox" },
      h("input", { id: input, name: id, type: "checkbox", class: "bio-properties-panel-input", checked: get() === "true",
        onChange: (event) => set(event.target.checked ? "true" : "") }),
      h("label", { for: input, class: "bio-properties-panel-label" }, say(words))));
}
