// Reading and writing what a drawing says about an element, so that every change can be undone.

const PROPERTIES = "camunda:Properties";

/** The properties of an element, in their order: `[{ name, value }]`. */
export function propertiesOf(element) {
  return (holderOf(element)?.values ?? []).filter((each) => each.name);
}

/** The value of one property. */
export const propertyOf = (element, name) =>
  propertiesOf(element).find((each) => each.name === name)?.value ?? "";

/** Set one property; an empty value takes it away. */
export function setProperty(tools, element, name, value) {
  const others = propertiesOf(element).filter((each) => each.name !== name);
  const at = propertiesOf(element).findIndex((each) => each.name === name);
  const values = others.map(({ name, value }) => ({ name, value }));
  if (value) values.splice(at < 0 ? values.length : at, 0, { name, value });
  setProperties(tools, element, values);
}

/** Set all properties of an element. */
export function setProperties({ modeling, bpmnFactory }, element, wanted) {
  const object = element.businessObject;
  const make = (type, facts, parent) => {
    const made = bpmnFactory.create(type, facts);
    made.$parent = parent;
    return made;
  };
  const extensions = object.extensionElements ?? make("bpmn:ExtensionElements", { values: [] }, object);
  const others = (extensions.values ?? []).filter((each) => each.$type !== PROPERTIES);
  const holder = make(PROPERTIES, {}, extensions);
  holder.values = wanted.map((each) => make("camunda:Property", each, holder));
  const values = wanted.length ? [...others, holder] : others;
  const renewed = make("bpmn:ExtensionElements", { values }, object);
  values.forEach((each) => { each.$parent = renewed; });
  modeling.updateModdleProperties(element, object, { extensionElements: values.length ? renewed : undefined });
}

/** An attribute of Camunda's, or one of BPMN's own. */
export const attributeOf = (element, name) => element.businessObject.get(name) ?? "";

/** Set attributes; empty values take them away. */
export function setAttributes({ modeling }, element, attributes) {
  const cleaned = Object.entries(attributes).map(([name, value]) => [name, value || undefined]);
  modeling.updateProperties(element, Object.fromEntries(cleaned));
}

/** The condition of an arrow. */
export const conditionOf = (element) => element.businessObject.conditionExpression?.body ?? "";

/** Set the condition of an arrow. */
export function setCondition({ modeling, bpmnFactory }, element, body) {
  const conditionExpression = body ? bpmnFactory.create("bpmn:FormalExpression", { body }) : undefined;
  modeling.updateProperties(element, { conditionExpression });
}

/** What a step is repeated for: an attribute of its loop. */
export const loopOf = (element, name) => element.businessObject.loopCharacteristics?.get(name) ?? "";

/** Set an attribute of the loop. */
export function setLoop({ modeling }, element, name, value) {
  const loop = element.businessObject.loopCharacteristics;
  modeling.updateModdleProperties(element, loop, { [name]: value || undefined });
}

function holderOf(element) {
  return element.businessObject.extensionElements?.values?.find((each) => each.$type === PROPERTIES);
}
