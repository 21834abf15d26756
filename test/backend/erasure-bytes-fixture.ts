/** Three hundred strings by which clients are known, said wherever something can be said; and a look for them in files. */
import { execFileSync } from 'node:child_process'
import { newId } from '../../backend/ids.ts'
import type { ErasureSign } from '../../backend/shown.ts'
import { atHome } from '../at-home.ts'
import { post } from '../documents.ts'
import { type Person, people, type World } from '../world.ts'
import { asOffered, decideAll, look, orderIt } from './erasure-fixture.ts'

export const STAYS = 'Отгрузка в пятницу'

const random = seeded(7)
const pick = (letters: string) => letters[Math.floor(random() * letters.length)]!
const word = (cyrillic: boolean) => {
  const [consonants, vowels] = cyrillic ? ['бвгдзклмнпрст', 'аиоу'] : ['bdfklmnprst', 'aiou']
  const syllables = Array.from({ length: 4 }, () => pick(consonants) + pick(vowels)).join('')
  const [first = '', ...rest] = `${syllables}${pick(cyrillic ? 'нрлм' : 'nrlm')}`
  return first.toUpperCase() + rest.join('')
}
const digits = (n: number) => Array.from({ length: n }, () => pick('0123456789')).join('')

const names = Array.from({ length: 100 }, (_, n) => `${word(n % 3 > 0)} ${word(n % 3 > 0)}`)
const phones = Array.from({ length: 100 }, () => `916${digits(7)}`)
const mails = Array.from({ length: 100 }, () => `${word(false)}.${digits(5)}@example.org`)
export const signs: ErasureSign[] = [
  ...names.map((text) => ({ kind: 'name' as const, text })),
  ...phones.map((text) => ({ kind: 'phone' as const, text: `+7${text}` })),
  ...mails.map((text) => ({ kind: 'email' as const, text })),
]
/** What must be found nowhere: the strings, and the beginnings of the names by which an index would have them. */
export const erased = [
  ...names.flatMap((name) => [
    name,
    ...name.split(' ').flatMap((one) => [one.slice(0, -1), one.slice(0, -1).toLowerCase()]),
  ]),
  ...phones,
  ...mails.flatMap((mail) => [mail, mail.toLowerCase()]),
]

async function saidEverywhere(w: World, manager: Person, what: string, n: number) {
  const said = await manager.say(`Клиент ${what}, просил перезвонить`)
  if (n % 5 === 0)
    await manager.patch(`/api/threads/${manager.team}/messages/${said.id}`, { text: 'просил перезвонить' })
  if (n % 7 === 0) await post(w, manager, `${what}, паспорт.txt`)
  if (n % 11 === 0) {
    const topic = { id: newId(), kind: 'topic', title: `Обсудить: ${what}` }
    await manager.post('/api/threads', topic)
    await manager.put(`/api/threads/${topic.id}/draft`, { text: `Напишу ${what}` })
  }
  if (n % 13 === 0)
    await manager.put(`/api/facts/${newId()}`, {
      thread: said.thread,
      message: said.id,
      text: `Звонить: ${what}`,
    })
}

export async function sayAll(w: World) {
  const manager = await w.open(people.manager)
  for (const [n, sign] of signs.entries()) await saidEverywhere(w, manager, sign.text, n)
  await manager.say(`${STAYS}, это остаётся`)
}

/** Forgets all three hundred; answers with the certificate and how many things were decided about. */
export async function forgetAll(w: World) {
  const admin = await atHome(w, people.admin)
  let decided = 0
  const shown = await decideAll(admin, await look(admin, signs), (find) => {
    decided += 1
    // One goes whole, the next loses his words only.
    return decided % 2 && find.choices.includes('redact') ? { decision: 'redact' } : asOffered(find)
  })
  const opening = await orderIt(w, admin, shown)
  const { body: certificate } = await admin.call('GET', `/api/erasures/${shown.id}/certificate`)
  return { opening, certificate, decided }
}

/** Which of the words stand in files, and in which. Read by another process: closing a database's file here would drop its locks. */
export function inFiles(where: string, words: string[]): { words: string[]; files: string[] } {
  const program = `
    const { readdirSync, readFileSync } = require('node:fs')
    const { join, relative } = require('node:path')
    const { where, words } = JSON.parse(readFileSync(0, 'utf8'))
    const found = new Set()
    const files = []
    // By their first two bytes, so that each file is gone through once, whatever there is to be found.
    const sought = new Map()
    for (const word of words) {
      const bytes = Buffer.from(word)
      const first = bytes.readUInt16BE()
      sought.set(first, [...(sought.get(first) ?? []), { word, bytes }])
    }
    const begins = new Uint8Array(65536)
    for (const first of sought.keys()) begins[first] = 1
    for (const one of readdirSync(where, { recursive: true, withFileTypes: true })) {
      if (!one.isFile()) continue
      const file = join(one.parentPath, one.name)
      const bytes = readFileSync(file)
      let isIn = false
      for (let at = 0; at + 1 < bytes.length; at += 1) {
        const first = (bytes[at] << 8) | bytes[at + 1]
        if (!begins[first]) continue
        for (const { word, bytes: wanted } of sought.get(first)) {
          if (bytes.compare(wanted, 0, wanted.length, at, Math.min(bytes.length, at + wanted.length)) !== 0) continue
          found.add(word)
          isIn = true
        }
      }
      if (isIn) files.push(relative(where, file))
    }
    process.stdout.write(JSON.stringify({ words: words.filter((word) => found.has(word)), files }))`
  const input = JSON.stringify({ where, words })
  return JSON.parse(
    execFileSync(process.execPath, ['-e', program], { encoding: 'utf8', input, maxBuffer: 64 * 1024 * 1024 }),
  )
}

function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}
