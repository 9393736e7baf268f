// What the form editor's page takes: the editor, and the preact that its properties are made of.
export { FormEditor, usePropertiesPanelService as useService } from "@bpmn-io/form-js-editor";
export { h } from "preact";
export { useEffect, useState } from "preact/hooks";
