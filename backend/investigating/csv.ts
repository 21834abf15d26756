/** What a spreadsheet would take for a formula; a quote before it makes it a text. */
const FORMULA = /^[\s\0]*[=+\-@|%＝＋－＠\t\r\0]/

/** A line of a table (RFC 4180), every cell a text: nothing in it is worked out by whoever opens it. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(cell).join(',')}\r\n`
}

function cell(value: string | number | null): string {
  const text = value === null ? '' : String(value)
  const safe = typeof value === 'string' && FORMULA.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}
