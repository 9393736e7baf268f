// What a drawing may say here: for each kind of element its groups, and in each group the fields.
//
// A field reads and writes through bpmn_access.js. `options` are what is known; where they stand
// beside a text field any other text may be written too.
import {
  attributeOf, conditionOf, loopOf, propertiesOf, propertyOf, setAttributes, setCondition, setLoop,
  setProperties, setProperty,
} from "./bpmn_access.js";
import { settings } from "./settings.js";

const known = settings.choices;
const TIMED = ["bpmn:BoundaryEvent", "bpmn:IntermediateCatchEvent", "bpmn:StartEvent"];
const SERVICES = ["bpmn:ServiceTask", "bpmn:SendTask"];
const NAMED = [
  "bpmn:Activity", "bpmn:Event", "bpmn:Gateway", "bpmn:Lane", "bpmn:Participant", "bpmn:Process", "bpmn:SequenceFlow",
];
const STAGES = { registered: "", under_investigation: "", opinion_formed: "" };
const CCTNS = {
  registration: "p_registration", sections: "p_sections", final_report: "p_final_report",
  further_investigation: "p_further_investigation",
};

const toldCctns = { kind: "choice", options: CCTNS, words: "p_told_cctns" };

const property = (name, more = {}) => ({
  id: name, words: `p_${name}`, kind: "text", ...more,
  get: (element) => propertyOf(element, name),
  set: (tools, element, value) => setProperty(tools, element, name, value),
});
const attribute = (name, words, more = {}) => ({
  id: name.replace(":", "-"), words, kind: "text", ...more,
  get: (element) => attributeOf(element, name),
  set: (tools, element, value) => setAttributes(tools, element, { [name]: value, ...(value ? more.with : {}) }),
});

const topicOf = (element) => attributeOf(element, "camunda:topic");
const doneAgain = (element) => propertyOf(element, "when_corrected");

const nameHi = property("name_hi", { on: NAMED });
const forHer = [property("name_for_her"), property("name_for_her_hi")]
  .map((field) => ({ ...field, on: ["bpmn:UserTask", "bpmn:StartEvent"] }));

const owner = [
  property("role", { on: ["bpmn:Lane"], options: known.roles, hint: "p_role_hint" }),
  attribute("camunda:candidateGroups", "p_candidates", { on: ["bpmn:UserTask"], options: known.roles }),
  property("level", { on: ["bpmn:Lane"], kind: "choice", options: known.levels, hint: "p_level_hint" }),
  property("holder_gender", { on: ["bpmn:Lane", "bpmn:UserTask"], kind: "choice", options: { female: "p_female", male: "p_male" } }),
  property("custodian", { on: ["bpmn:Lane", "bpmn:UserTask"], kind: "tick", hint: "p_custodian_hint" }),
  property("seat", { on: ["bpmn:Lane", "bpmn:UserTask"] }),
  property("or_else", { on: ["bpmn:Lane", "bpmn:UserTask"], words: "p_or_else_owns", hint: "p_or_else_hint" }),
  property("custody_stays", { on: ["bpmn:UserTask"], kind: "tick", hint: "p_custody_stays_hint" }),
  property("another_officer", { on: ["bpmn:UserTask"], kind: "tick", hint: "p_another_officer_hint" }),
  property("read_by", { on: ["bpmn:Activity", "bpmn:Event"], hint: "p_read_by_hint" }),
];

/** What the page of a step brings to who speaks with her. */
const withHer = [
  property("visits_her", { kind: "tick", hint: "p_visits_her_hint" }),
  property("asks_code", { kind: "tick", hint: "p_asks_code_hint" }),
  property("reads_out", { kind: "choice", options: { number: "p_her_number", word: "p_her_word" }, hint: "p_reads_out_hint" }),
  property("makes_word", { kind: "tick", hint: "p_makes_word_hint" }),
].map((field) => ({ ...field, on: ["bpmn:UserTask"] }));

/** What becomes of the answers of a step when they are corrected later. */
const correction = [
  property("when_corrected", { options: known.topics }),
  property("message", { when: isRead("message", doneAgain, ["tell_complaint"]) }),
  property("notice", { options: known.notices, when: isRead("notice", doneAgain, ["tell_new_date"]) }),
  property("kind", { ...toldCctns, when: isRead("kind", doneAgain, ["tell_cctns"]) }),
  property("may_change", { hint: "p_may_change_hint" }),
  property("settled_by", { hint: "p_settled_by_hint" }),
  property("instead", { kind: "lines", hint: "p_instead_hint" }),
  property("instead_hi", { kind: "lines" }),
].map((field) => ({ ...field, on: ["bpmn:UserTask"] }));

/** What only some of the things that the portal does read of their step. */
const given = [
  [["tell_complaint"], property("message")],
  [["tell_complaint"], property("passes", { hint: "p_passes_hint" })],
  [["tell_cctns"], property("kind", toldCctns)],
  [["close_complaint", "close_recovery"], property("outcome", { hint: "p_outcome_hint" })],
  [["begin_steps", "let_begin_again"], property("steps", { hint: "p_steps_hint" })],
  [["begin_steps"], property("if_owed", { kind: "tick" })],
  [["note_later_fir"], property("due", { kind: "choice", options: { yes: "p_yes", no: "p_no" }, words: "p_fir_is_due" })],
  [["count_ninety_days"], property("from")],
  [["find_units"], property("units")],
  [["start_drills"], property("within_hours")],
].map(([topics, field]) => ({ ...field, on: SERVICES, when: isRead(field.id, topicOf, topics) }));

const meaning = [
  attribute("camunda:formKey", "p_form", { on: ["bpmn:UserTask", "bpmn:StartEvent"], options: known.forms, opens: true }),
  attribute("camunda:dueDate", "p_due", { on: ["bpmn:UserTask"], hint: "p_due_hint" }),
  property("deadline", { on: ["bpmn:UserTask", ...TIMED], event: "bpmn:TimerEventDefinition", kind: "choice", options: { statutory: "p_statutory", target: "p_target" } }),
  property("law_when", { on: ["bpmn:UserTask", ...TIMED], event: "bpmn:TimerEventDefinition" }),
  property("stage", { on: ["bpmn:UserTask"], options: STAGES }),
  property("sent_by", { on: ["bpmn:StartEvent"], event: "bpmn:MessageEventDefinition", options: known.roles }),
  property("sent_when", { on: ["bpmn:StartEvent"], event: "bpmn:MessageEventDefinition", kind: "lines", hint: "p_sent_when_hint" }),
  property("joins", { on: ["bpmn:StartEvent"], event: "bpmn:MessageEventDefinition", hint: "p_joins_hint" }),
  property("same_by", { on: ["bpmn:StartEvent"], event: "bpmn:MessageEventDefinition", hint: "p_same_by_hint" }),
  ...["not_now_text", "not_now_text_hi"]
    .map((name) => property(name, { on: ["bpmn:StartEvent"], event: "bpmn:MessageEventDefinition" })),
  attribute("camunda:topic", "p_topic", { on: SERVICES, options: known.topics, hint: "p_topic_hint", with: { "camunda:type": "external" } }),
  property("notice", { on: SERVICES, options: known.notices }),
  attribute("camunda:decisionRef", "p_decision", { on: ["bpmn:BusinessRuleTask"], options: known.decisions, opens: true }),
  attribute("camunda:resultVariable", "p_result", { on: ["bpmn:BusinessRuleTask"] }),
  attribute("calledElement", "p_called", { on: ["bpmn:CallActivity"], options: known.processes, opens: true }),
  attribute("script", "p_script", { on: ["bpmn:ScriptTask"], kind: "lines", with: { scriptFormat: "python" } }),
  {
    id: "condition", words: "p_condition", kind: "lines", hint: "p_condition_hint", on: ["bpmn:SequenceFlow"],
    when: (element) => ["bpmn:ExclusiveGateway", "bpmn:InclusiveGateway"].includes(element.source?.type),
    get: conditionOf,
    set: setCondition,
  },
  ...[["camunda:collection", "p_loop"], ["camunda:elementVariable", "p_loop_item"]].map(([name, words]) => ({
    id: name.replace(":", "-"), words, kind: "text", on: ["bpmn:Activity"],
    when: (element) => element.businessObject.loopCharacteristics?.$type === "bpmn:MultiInstanceLoopCharacteristics",
    get: (element) => loopOf(element, name),
    set: (tools, element, value) => setLoop(tools, element, name, value),
  })),
];

/** A step that brings the case before an officer says before whom, and why. */
const escalation = [
  property("role", { words: "p_before", options: known.roles }),
  property("level", { kind: "choice", options: known.levels }),
  property("of_unit", { hint: "p_of_unit_hint" }),
  property("or_else", { hint: "p_or_else_hint" }),
  property("severity", { kind: "choice", options: { notice: "p_notice_only", amber: "p_amber", red: "p_red", breach: "p_breach" } }),
  property("reason", { hint: "p_reason_hint" }), property("reason_text"), property("reason_text_hi"),
].map((field) => ({ ...field, on: SERVICES }));

const fields = [nameHi, ...forHer, ...owner, ...meaning, ...given, ...withHer, ...correction, ...escalation];
const further = {
  id: "further", words: "p_further", kind: "lines", hint: "p_further_hint", on: NAMED,
  get: (element) => propertiesOf(element).filter((each) => !isShown(element, each.name))
    .map(({ name, value }) => `${name} = ${value}`).join("\n"),
  set: (tools, element, text) => {
    const kept = propertiesOf(element).filter((each) => isShown(element, each.name))
      .map(({ name, value }) => ({ name, value }));
    setProperties(tools, element, [...kept, ...pairs(text)]);
  },
};

/** The groups of an element, the most telling first; those without a field are left out. */
export function groupsOf(element) {
  return [
    { id: "names", words: "p_names", fields: [nameHi, ...forHer] },
    { id: "owner", words: "p_owner", fields: owner },
    { id: "meaning", words: "p_meaning", fields: meaning },
    { id: "given", words: "p_given", fields: given },
    { id: "with_her", words: "p_with_her", fields: withHer },
    { id: "correction", words: "p_correction", fields: correction },
    { id: "escalation", words: "p_escalation", fields: escalation },
    { id: "further", words: "p_further", fields: [further] },
  ].map((group) => ({ ...group, fields: group.fields.filter((field) => isFor(field, element)) }))
    .filter((group) => group.fields.length);
}

/** Whether a step's service is one that reads this property, or the step says it all the same. */
function isRead(name, serviceOf, topics) {
  return (element) => topics.includes(serviceOf(element)) || Boolean(propertyOf(element, name));
}

function isFor(field, element) {
  const object = element.businessObject;
  if (!object?.$instanceOf || !field.on.some((type) => object.$instanceOf(type))) return false;
  if (field.when && !field.when(element)) return false;
  const isEvent = object.$instanceOf("bpmn:Event");
  return !(isEvent && field.event && !object.eventDefinitions?.some((each) => each.$type === field.event));
}

function isShown(element, name) {
  return fields.some((field) => field.id === name && isFor(field, element));
}

function pairs(text) {
  return text.split("\n").map((line) => {
    const [name, ...value] = line.split("=");
    return { name: name.trim(), value: value.join("=").trim() };
  }).filter(({ name, value }) => name && value);
}
