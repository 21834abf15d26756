/** Deal 1207: months of work on one contract, container after container, made from a seed so that it is always the same. */
import { type Spoken, workday } from './sitting.ts'
import { everyday, justNow } from './words-everyday.ts'
import { type Scene, type Stage, stages } from './words-pumps.ts'

const MESSAGES = 2_200
const BATCHES = 20
const DAYS = 244
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

const people: Record<string, string> = {
  marina: '5',
  sergey: '7',
  oksana: '8',
  alina: '9',
  dmitry: '11',
  igor: '12',
  natalya: '14',
  pavel: '16',
  james: '18',
}

/** The newest message is some minutes old. */
export function pumps(now: Date, seed: number): Spoken[] {
  const random = randomFrom(seed)
  const batches = Array.from({ length: BATCHES }, (_, n) => batchOf(n + 1, now, random))
  const work = batches.flatMap((batch) =>
    stages.flatMap((stage) =>
      happening(stage, random).map((scene, place) =>
        played(scene, batch, hourOf(now, batch.daysAgo - stage.day - place, random), random),
      ),
    ),
  )
  const tooLate = now.getTime() - 6 * 60 * MINUTE
  const before = work.filter((scene) => endOf(scene) < tooLate)
  const between = smallTalk(MESSAGES - before.flat().length, random).map((scene, place, all) => {
    const daysAgo = 1 + Math.floor((DAYS * (place + random())) / all.length)
    return played(scene, atSea(batches, daysAgo), hourOf(now, daysAgo, random), random)
  })
  const last = played(justNow, atSea(batches, 0), now.getTime() - 24 * MINUTE, () => 0.4)
  return latest(oneAfterAnother([...before, ...between, last]))
}

function happening({ scenes, either }: Stage, random: () => number): Scene[] {
  return either ? [pick(scenes, random)] : scenes.filter((_, place) => place === 0 || random() < 0.7)
}

/** Scenes for at least so many messages: each is told once before any is told again. */
function smallTalk(messages: number, random: () => number): Scene[] {
  const told: Scene[] = []
  while (told.flat().length < messages) told.push(...shuffled(everyday, random))
  return told
}

/** What people talk about is the container on its way. */
function atSea(batches: Batch[], daysAgo: number): Batch {
  const distance = (batch: Batch) => Math.abs(batch.daysAgo - daysAgo - 25)
  return batches.reduce((nearest, batch) => (distance(batch) < distance(nearest) ? batch : nearest))
}

function endOf(scene: Spoken[]): number {
  return scene.at(-1)?.at.getTime() ?? 0
}

interface Batch {
  /** How long ago it was ordered. */
  daysAgo: number
  slots: Record<string, string>
}

function batchOf(n: number, now: Date, random: () => number): Batch {
  const daysAgo = Math.round(DAYS - ((n - 1) * (DAYS - 6)) / (BATCHES - 1))
  const between = (least: number, most: number) => Math.floor(least + random() * (most - least + 1))
  const date = (day: number) => dayMonth(new Date(now.getTime() + (day - daysAgo) * DAY))
  const money = (amount: number) => new Intl.NumberFormat('ru-RU').format(amount)
  const crates = between(22, 34)
  const slots = {
    n: String(n),
    pcs: String(crates * 8),
    crates: String(crates),
    kg: money(crates * 640),
    box: `VKTU ${between(100_000, 999_999)}-${between(0, 9)}`,
    vessel: pick(
      ['«Янтарный берег»', 'Ocean Lantern', 'Pacific Heron', 'Ning Feng 18', '«Капитан Лосев»'],
      random,
    ),
    seal: `CN${between(1_000_000, 9_999_999)}`,
    inv: `NB-${date(9).replace('.', '')}-${n}`,
    sum: money(between(52_000, 74_000)),
    rate: money(between(1_450, 2_300)),
    ready: date(8),
    etd: date(14),
    eta: date(36),
    arrive: date(48),
    days: String(between(12, 20)),
    duty: money(between(610_000, 980_000)),
    extra: String(between(40, 180)),
    decl: `10702070/${date(40).replace('.', '')}26/${between(3_000_000, 3_999_999)}`,
    truck: `${pick(['А', 'В', 'К', 'М', 'Н', 'О'], random)}${between(100, 999)}ТУ 69`,
    bill: `№ ${between(400, 1_900)}`,
    rub: money(between(880_000, 1_420_000)),
    left: String(between(30, 210)),
    courier: `PC-${between(100_000, 999_999)}`,
  }
  return { daysAgo, slots }
}

function played(scene: Scene, { slots }: Batch, from: number, random: () => number): Spoken[] {
  let at = from
  const telling = random()
  return scene.map(([who, ...wordings], place) => {
    const [name = '', answers] = who.split('>')
    // Most answers come within minutes; now and then somebody has to find out first.
    if (place > 0) at += (random() < 0.12 ? 20 + random() * 40 : 0.6 + random() * 7) * MINUTE
    return {
      author: people[name] ?? name,
      at: new Date(Math.round(at / 1000) * 1000),
      text: wordingOf(wordings, telling).replace(/\{(\w+)\}/g, (_, slot: string) => slots[slot] ?? slot),
      ...(answers !== undefined && { replyTo: Number(answers) }),
    }
  })
}

// The same column for the whole scene, so that answers fit what was asked.
function wordingOf(wordings: string[], telling: number): string {
  return wordings[Math.floor(telling * wordings.length)] ?? ''
}

// Within working hours of the nearest working day before: weekends are quiet.
function hourOf(now: Date, daysAgo: number, random: () => number): number {
  const dayAfter = new Date(now.getTime() - (daysAgo - 1) * DAY)
  return workday(dayAfter, 1, 9 * 60 + 10 + random() * 7.5 * 60)
}

/** In order of their beginnings, and none before the last has ended: two at a time would be read as one muddle. */
function oneAfterAnother(scenes: Spoken[][]): Spoken[] {
  const whole: Spoken[] = []
  let free = 0
  for (const scene of scenes.toSorted((a, b) => startOf(a) - startOf(b))) {
    const first = whole.length
    const late = Math.max(0, free - startOf(scene))
    for (const { replyTo, at, ...line } of scene) {
      const moved = new Date(at.getTime() + late)
      whole.push({ ...line, at: moved, ...(replyTo !== undefined && { replyTo: first + replyTo }) })
      free = moved.getTime() + 3 * MINUTE
    }
  }
  return whole
}

/** As many as promised; an answer to what is no longer there stands alone. */
function latest(whole: Spoken[]): Spoken[] {
  const cut = whole.length - MESSAGES
  return whole.slice(cut).map(({ replyTo, ...line }) => ({
    ...line,
    ...(replyTo !== undefined && replyTo >= cut && { replyTo: replyTo - cut }),
  }))
}

function startOf(scene: Spoken[]): number {
  return scene[0]?.at.getTime() ?? 0
}

function shuffled<T>(all: T[], random: () => number): T[] {
  return all
    .map((one) => ({ one, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ one }) => one)
}

function pick<T>(all: T[], random: () => number): T {
  return all[Math.floor(random() * all.length)] as T
}

function dayMonth(date: Date): string {
  return new Intl.DateTimeFormat('ru-RU', {
    day: '2-digit',
    month: '2-digit',
    timeZone: 'Europe/Moscow',
  }).format(date)
}

/** The generator known as mulberry32: small, and good enough for words. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
