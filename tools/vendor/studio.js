// What the designers' pages take from packages that have no browser build of their own, or that
// must share one copy of diagram-js and preact: bundled by bundle.py into web/static/vendor.
export { default as Modeler } from "bpmn-js/lib/Modeler";
export { default as minimap } from "diagram-js-minimap";
export {
  BpmnPropertiesPanelModule as propertiesPanel,
  BpmnPropertiesProviderModule as plainProperties,
  useService,
} from "bpmn-js-properties-panel";
export {
  CheckboxEntry,
  SelectEntry,
  TextAreaEntry,
  TextFieldEntry,
  isCheckboxEntryEdited,
  isSelectEntryEdited,
  isTextAreaEntryEdited,
  isTextFieldEntryEdited,
} from "@bpmn-io/properties-panel";
export { h } from "@bpmn-io/properties-panel/preact";
export { useEffect, useState } from "@bpmn-io/properties-panel/preact/hooks";
export { default as camunda } from "camunda-bpmn-moddle/resources/camunda.json";
export { BpmnModdle } from "bpmn-moddle";
export { diff } from "bpmn-js-differ";
