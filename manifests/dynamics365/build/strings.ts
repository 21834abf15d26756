import { at, parse, textAt } from '../xml.ts'
import { read } from './folder.ts'

/** The languages we speak, by their Windows ids; the first is the one the solution is written in. */
export const lcids = { 1033: 'en', 1049: 'ru', 1058: 'uk' } as const

export const resxFiles = Object.keys(lcids).map((lcid) => `strings/CardChat.${lcid}.resx`)

/** Every string of every resx file, by language and key. */
export function strings(): Record<string, Record<string, string>> {
  return Object.fromEntries(
    Object.entries(lcids).map(([lcid, language]) => [
      language,
      stringsIn(read(`control/strings/CardChat.${lcid}.resx`)),
    ]),
  )
}

export function stringsIn(resx: string): Record<string, string> {
  const data = at(parse(resx), 'data')
  return Object.fromEntries(data.map((one) => [one.attributes.name ?? '', textAt(one, 'value')]))
}
