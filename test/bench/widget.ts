/** What a browser loads before the first message is seen, and how long that takes on a slow machine. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser } from 'playwright-core'
import { newId } from '../../backend/ids.ts'
import { launchChromium } from '../chromium.ts'
import { openLine } from '../line.ts'
import { type Served, served } from '../served.ts'
import { atMost, type Figure } from './figure.ts'
import { type Opened, opening } from './opening.ts'
import { median } from './quantiles.ts'
import { writer } from './texts.ts'

const BUILT = 'dist/widget'
const ENTRY = 'widget/main.tsx'
const LANGUAGE = 'widget/words/ru.ts'
const SLOWER = 4
const OPENINGS = 5
const DEAL = 1204
const MESSAGES = 60

interface Chunk {
  file: string
  imports?: string[]
  css?: string[]
}

export async function widget(node: string[]): Promise<Figure[]> {
  const { scripts, styles } = firstLoad()
  const { card, empty } = await paint(node)
  const also = (what: keyof Opened) => ({ empty: Math.round(empty[what]) })
  return [
    atMost(1, {
      name: 'widget JavaScript, gzip',
      unit: 'KB',
      ours: gzipped(scripts),
      limit: 45,
      also: { scripts },
    }),
    atMost(1, { name: 'widget CSS, gzip', unit: 'KB', ours: gzipped(styles), limit: 8, also: { styles } }),
    atMost(1, {
      name: `first message painted, CPU ${SLOWER}x slower`,
      unit: 'ms',
      ours: card.painted,
      limit: 1000,
      also: also('painted'),
    }),
    atMost(1, {
      name: `a card that answers, CPU ${SLOWER}x slower`,
      unit: 'ms',
      ours: card.interactive,
      limit: 1300,
      // What the machine does meanwhile lengthens the times, but hardly the work.
      also: { ...also('interactive'), worked: Math.round(card.worked - empty.worked) },
    }),
  ]
}

/** The entry with its static imports, and one language. */
function firstLoad() {
  const manifest: Record<string, Chunk> = JSON.parse(readFileSync(join(BUILT, '.vite/manifest.json'), 'utf8'))
  const chunks = new Set<Chunk>()
  const collect = (name: string) => {
    const chunk = manifest[name]
    if (!chunk) throw new Error(`the widget was built without ${name}`)
    if (chunks.has(chunk)) return
    chunks.add(chunk)
    chunk.imports?.forEach(collect)
  }
  for (const name of [ENTRY, LANGUAGE]) collect(name)
  const styles = new Set([...chunks].flatMap(({ css = [] }) => css))
  return { scripts: [...chunks].map(({ file }) => file), styles: [...styles] }
}

function gzipped(files: string[]): number {
  const sizes = files.map((file) => gzipSync(readFileSync(join(BUILT, file)), { level: 9 }).length)
  return sizes.reduce((sum, size) => sum + size, 0) / 1024
}

/** In the portal's own page; an empty frame by turns with the card, so that both have the same machine. */
async function paint(node: string[]) {
  const server = await served(node)
  let browser: Browser | undefined
  try {
    await talk(server)
    browser = await launchChromium()
    const how = { deal: DEAL, slower: SLOWER }
    const cards: Opened[] = []
    const floors: Opened[] = []
    for (let n = 0; n < OPENINGS; n += 1) {
      floors.push(await opening(browser, server, { ...how, empty: true }))
      cards.push(await opening(browser, server, how))
    }
    return { card: middle(cards), empty: middle(floors) }
  } finally {
    await browser?.close()
    await server.end()
  }
}

function middle(opened: Opened[]): Opened {
  const of = (what: keyof Opened) => median(opened.map((one) => one[what]))
  return { painted: of('painted'), interactive: of('interactive'), worked: of('worked') }
}

async function talk(server: Served) {
  const { session, card } = await server.open('9', DEAL)
  const line = await openLine(server.url, session.token)
  const write = writer(7)
  for (let n = 0; n < MESSAGES; n += 1) {
    await line.ask('PUT', `/api/threads/${card.threads[0]!.id}/messages/${newId()}`, { text: write() })
  }
  line.close()
}
