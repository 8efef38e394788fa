/** Tables as text, for spreadsheets and mail merges; the engine has its own, which a page need not fetch for a few rows. */

/** Rows of cells, the headings first. */
export function table(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(quoted).join(",")}\r\n`).join("");
}

/** A cell; one that a spreadsheet would take for a formula gets the apostrophe that readers take off again. */
function quoted(cell: string): string {
  const guarded = /^["' \u00a0\ufeff]*[=+\-@\t\r\0]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n;]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
