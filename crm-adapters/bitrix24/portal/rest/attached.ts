/** Files among the fields of a record: they come as names with base64, and are kept on Disk. */
import { keep } from '../disk.ts'
import type { World } from '../world.ts'
import { type Params, text } from './params.ts'

export function attached(world: World, person: string, fields: Params): Params {
  const kept = (value: unknown): unknown => {
    const [name, content] = pairIn(value)
    if (name !== undefined)
      return linked(world, keep(world, { name, parent: null, author: person, content }).id)
    return Array.isArray(value) && value.every((one) => pairIn(one)[0] !== undefined)
      ? value.map(kept)
      : value
  }
  const isFile = (name: string) => name.startsWith('ufCrm')
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, isFile(name) ? kept(value) : value]),
  )
}

function linked({ origin }: World, id: number) {
  const url = `${origin}/rest/crm.file.download/?id=${id}`
  return { id, url, urlMachine: url }
}

// `[name, base64]`, or the same under `fileData`.
function pairIn(value: unknown): [string, string] | [undefined] {
  if (typeof value === 'object' && value !== null && 'fileData' in value) return pairIn(value.fileData)
  if (!Array.isArray(value) || value.length !== 2 || value.some((one) => typeof one !== 'string'))
    return [undefined]
  return [text(value[0]), text(value[1])]
}
