// A mended text becomes a change of the drawing that can be undone like any other.
//
// What is drawn and the mended text are compared element by element; what differs is set by
// commands of the modeler. No fix adds or removes elements with an id: where one did, it says so.

const COMMAND = "itsso.mend";

class MendHandler {
  constructor(modeling, elementRegistry, canvas) {
    Object.assign(this, { modeling, elementRegistry, canvas });
  }

  preExecute({ changes }) {
    for (const { object, properties } of changes) {
      const shape = this.elementRegistry.get(object.id);
      if (shape?.businessObject === object) this.modeling.updateProperties(shape, properties);
      else this.modeling.updateModdleProperties(this.shownFor(object), object, properties);
    }
  }

  /** The element that shows an object, or what the object lies in. */
  shownFor(object) {
    for (let each = object; each; each = each.$parent) {
      const shape = this.elementRegistry.get(each.id ?? "")
        ?? this.elementRegistry.find((shown) => shown.businessObject?.processRef === each);
      if (shape) return shape;
    }
    return this.canvas.getRootElement();
  }
}
MendHandler.$inject = ["modeling", "elementRegistry", "canvas"];

const register = (commandStack) => commandStack.registerHandler(COMMAND, MendHandler);
register.$inject = ["commandStack"];

/** A module for the modeler. */
export const mending = { __init__: [register] };

/** Change what is drawn into what the mended text says; false where that is no such change. */
export async function mend(modeler, text) {
  const { rootElement } = await modeler.get("moddle").fromXML(text);
  const changes = differences(modeler.getDefinitions(), rootElement);
  if (!changes) return false;
  modeler.get("commandStack").execute(COMMAND, { changes });
  return true;
}

/** What to set at which object; null where elements came, went or became others. */
function differences(root, mended) {
  const now = named(root), then = named(mended);
  const isSame = now.size === then.size
    && [...then].every(([id, each]) => now.get(id)?.$type === each.$type && attributes(now.get(id)) === attributes(each));
  if (!isSame) return null;
  const changes = [];
  for (const [id, each] of then) {
    const object = now.get(id);
    const changed = each.$descriptor.properties.map(({ name }) => name)
      .filter((name) => said(object, name) !== said(each, name));
    const parts = changed.flatMap((name) => [each.get(name)].flat());
    if (parts.some((part) => part?.$type && [...named(part).keys()].length)) return null;
    if (!changed.length) continue;
    const properties = Object.fromEntries(changed.map((name) => [name, adopted(each.get(name), object, now)]));
    changes.push({ object, properties });
  }
  return changes;
}

/** The objects with an id in and below one, by their ids; the root of a file by none. */
function named(root, found = new Map()) {
  if (root.id || root.$type === "bpmn:Definitions") found.set(root.id ?? "", root);
  for (const part of partsOf(root)) named(part, found);
  return found;
}

function partsOf(object) {
  const owned = (object.$descriptor.properties ?? []).filter((each) => !each.isAttr && !each.isReference);
  return owned.flatMap(({ name }) => [object.get(name)].flat()).filter((each) => each?.$type)
    .concat((object.$children ?? []).filter((each) => each?.$type));
}

const attributes = (object) => JSON.stringify(Object.entries(object.$attrs ?? {}).sort());

/** A property as a text that can be compared; what has an id is only named. */
function said(object, name) {
  return JSON.stringify([object.get(name)].flat().map((each) => written(each)));
}

function written(value) {
  if (!value?.$type) return value ?? null;
  if (value.id) return `#${value.id}`;
  const names = value.$descriptor.isGeneric ? Object.keys(value) : value.$descriptor.properties.map((each) => each.name);
  return [value.$type, attributes(value), ...names.map((name) => [value.get?.(name) ?? value[name]].flat().map(written))];
}

/** Parts of the mended text as parts of the drawing: they point at what is drawn. */
function adopted(value, owner, now) {
  if (Array.isArray(value)) return value.map((each) => adopted(each, owner, now));
  if (!value?.$type) return value;
  if (value.id) return now.get(value.id) ?? value;
  value.$parent = owner;
  for (const { name, isReference } of value.$descriptor.properties ?? []) {
    if (isReference && value.get(name)) value.set(name, adopted(value.get(name), value, now));
  }
  partsOf(value).forEach((part) => adopted(part, value, now));
  return value;
}
