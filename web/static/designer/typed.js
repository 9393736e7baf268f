/** A `ref` that shows what is stored, and leaves alone what is being typed.
 *
 * A value written back at every key would lose letters of who types fast, and move the cursor of who
 * mends a letter in the middle to the end. `box` remembers what was shown last.
 */
export function showing(box, element, stored) {
  return (node) => {
    if (!node || (box.node === node && box.element === element && box.stored === stored)) return;
    node.value = stored;
    Object.assign(box, { node, element, stored });
  };
}
