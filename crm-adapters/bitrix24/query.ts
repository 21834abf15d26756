/** A command of a batch as PHP reads it: `crm.item.list?filter[@id][0]=7`. */
export function asQuery(method: string, params: object = {}): string {
  return `${method}?${pairs(params).join('&')}`
}

function pairs(values: object, prefix = ''): string[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const key = prefix ? `${prefix}[${name}]` : name
    if (typeof value === 'object' && value !== null) return pairs(value, key)
    const text = typeof value === 'boolean' ? Number(value) : value
    return `${encodeURIComponent(key)}=${encodeURIComponent(String(text))}`
  })
}
