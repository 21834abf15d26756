/** A form as PHP writes it: `data[FIELDS][ID]=1204`; booleans are 1 and 0, null and whatever is empty vanish. */
export function phpForm(fields: object): URLSearchParams {
  return new URLSearchParams(Object.entries(fields).flatMap(([name, value]) => written(name, value)))
}

function written(name: string, value: unknown): [string, string][] {
  if (value === null || value === undefined) return []
  if (typeof value === 'boolean') return [[name, value ? '1' : '0']]
  if (typeof value !== 'object') return [[name, String(value)]]
  return Object.entries(value).flatMap(([key, one]) => written(`${name}[${key}]`, one))
}
