/** Things in an order that are moved by buttons. */

/** The focus goes along with what was moved; at an end, to the way back. */
export function follow(event: Event, to: number): void {
  const button = event.currentTarget as HTMLElement;
  const list = button.closest("ol");
  const way = button.dataset["way"];
  requestAnimationFrame(() => {
    const buttons = [...(list?.children[to]?.querySelectorAll<HTMLButtonElement>("[data-way]") ?? [])].filter(({ disabled }) => !disabled);
    (buttons.find(({ dataset }) => dataset["way"] === way) ?? buttons[0])?.focus();
  });
}
