/**
 * Which companies' recurring work is this node's. Companies fall into shares, and a node holds a share by a lease: while
 * it gives signs of life nobody else takes it. So a sign of life is one row, however many companies and tasks there are.
 */
import { hash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { and, eq, inArray, lt, notInArray } from 'drizzle-orm'
import type { Store, Writing } from '../store/store.ts'

/** Whose rows are those that are of no company. */
export const NODES = 'nodes'
const SHARES = 64
/** Milliseconds after its last sign of life in which a node counts as alive. */
export const LEASE = 30_000
/** Milliseconds between two signs of life. */
const BEAT = 10_000
/** Milliseconds by which a node stops believing itself before the others do: what it has begun by then may end. */
const MARGIN = 5000
/** Milliseconds between looks at whether something rare is due. */
const LOOK = 30_000
/** What is done less often than this, in milliseconds, is remembered across nodes. */
const RARE = 60 * 60_000

export interface Recurring {
  name: string
  /** Milliseconds between the end of one round and the next. */
  every: number
}

export interface Shares {
  /** Begins to take part; resolves when it is known what is this node's. */
  begin(): Promise<void>
  shareOf(company: string): number
  /** This node's shares in which the task is due. */
  due(task: Recurring): Promise<number[]>
  /** A round of the task has ended in that share. */
  done(task: Recurring, share: number): Promise<void>
  /** Begins something for a company; answers with how to say that it has ended, or nothing when it is not this node's. */
  enter(company: string): (() => void) | undefined
  /** Milliseconds until it is worth asking again what is due. */
  rest(task: Recurring): number
  /** Lets the others have what was this node's. */
  end(): Promise<void>
}

/** There are no other nodes: everything is this one's. */
export const undivided: Shares = {
  async begin() {},
  shareOf: () => 0,
  due: async () => [0],
  async done() {},
  enter: () => () => {},
  rest: ({ every }) => every,
  async end() {},
}

export interface SharesDeps {
  /** Its `now` must be the same for all nodes. */
  store: Pick<Store, 'read' | 'write'>
  /** Names this node while it runs. */
  node: string
  /** Milliseconds that only go forward. */
  clock?: () => number
  /** Resolves after so many milliseconds, rejects when the signal is given. */
  wait?(ms: number, signal: AbortSignal): Promise<unknown>
  failed(error: unknown): void
}

export function createShares({
  store,
  node,
  clock = performance.now.bind(performance),
  ...deps
}: SharesDeps) {
  const { wait = unheld, failed } = deps
  const stop = new AbortController()
  let mine = new Set<number>()
  /** Given up as soon as nothing is being done there. */
  let leaving = new Set<number>()
  let believedUntil = 0
  const underWay = new Map<number, number>()
  let beating = Promise.resolve()

  const holds = (share: number) => clock() < believedUntil && mine.has(share) && !leaving.has(share)
  const idle = (share: number) => !underWay.get(share)

  /** Says that this node is alive, and settles which shares are its own. */
  async function beat() {
    const before = clock()
    const given = [...leaving].filter(idle)
    const settled = await store.write(NODES, async (w) => {
      await signOfLife(w, node)
      await giveBack(w, node, given)
      return settle(w, node)
    })
    mine = new Set(settled.mine)
    leaving = new Set([...settled.mine].slice(settled.most))
    believedUntil = before + LEASE - MARGIN
  }

  async function beatOn() {
    while (!stop.signal.aborted) {
      await wait(BEAT, stop.signal).catch(() => {})
      if (!stop.signal.aborted) await beat().catch(failed)
    }
  }

  const shares: Shares = {
    async begin() {
      // Who cannot begin with it takes part later.
      await beat().catch(failed)
      beating = beatOn()
    },

    shareOf: (company) => hash('sha256', company, 'buffer').readUInt32BE() % SHARES,

    async due(task) {
      const held = [...mine].filter(holds)
      if (task.every < RARE || held.length === 0) return held
      const recent = await store.read(NODES, async ({ db, t, now }) => {
        const rounds = await db
          .select()
          .from(t.round)
          .where(and(eq(t.round.company, NODES), eq(t.round.task, task.name), inArray(t.round.share, held)))
        return rounds.filter(({ doneAt }) => now.getTime() - doneAt.getTime() < task.every)
      })
      const resting = new Set(recent.map(({ share }) => share))
      return held.filter((share) => !resting.has(share))
    },

    async done({ name, every }, share) {
      if (every < RARE || !holds(share)) return
      await store.write(NODES, async ({ db, t, now }) => {
        await db
          .insert(t.round)
          .values({ company: NODES, share, task: name, doneAt: now })
          .onConflictDoUpdate({
            target: [t.round.company, t.round.share, t.round.task],
            set: { doneAt: now },
          })
      })
    },

    enter(company) {
      const share = shares.shareOf(company)
      if (!holds(share)) return undefined
      underWay.set(share, (underWay.get(share) ?? 0) + 1)
      return () => void underWay.set(share, underWay.get(share)! - 1)
    },

    rest: ({ every }) => Math.min(every, LOOK),

    async end() {
      stop.abort()
      await beating
      mine = new Set()
      await store.write(NODES, (w) => leave(w, [node])).catch(failed)
    },
  }
  return { ...shares, beat }
}

async function signOfLife({ db, t, now }: Writing, id: string) {
  const until = new Date(now.getTime() + LEASE)
  await db
    .insert(t.node)
    .values({ company: NODES, id, until })
    .onConflictDoUpdate({ target: [t.node.company, t.node.id], set: { until } })
}

async function giveBack({ db, t }: Writing, node: string, numbers: number[]) {
  if (numbers.length === 0) return
  const theirs = and(eq(t.share.company, NODES), eq(t.share.node, node), inArray(t.share.number, numbers))
  await db.delete(t.share).where(theirs)
}

/** Takes what is free, up to as many as fall to each node that lives; more than that is to be given back. */
async function settle(w: Writing, node: string): Promise<{ mine: number[]; most: number }> {
  const { db, t, now } = w
  const dead = await db
    .select({ id: t.node.id })
    .from(t.node)
    .where(and(eq(t.node.company, NODES), lt(t.node.until, now)))
  if (dead.length > 0)
    await leave(
      w,
      dead.map(({ id }) => id),
    )

  const nodes = await db.$count(t.node, eq(t.node.company, NODES))
  const taken = await db.select().from(t.share).where(eq(t.share.company, NODES)).orderBy(t.share.number)
  const most = Math.ceil(SHARES / nodes)
  const mine = taken.filter((share) => share.node === node).map(({ number }) => number)
  const known = new Set(taken.map(({ number }) => number))
  const free = Array.from({ length: SHARES }, (_, number) => number).filter((number) => !known.has(number))
  const more = free.slice(0, Math.max(0, most - mine.length))
  if (more.length > 0)
    await db.insert(t.share).values(more.map((number) => ({ company: NODES, number, node })))
  return { mine: [...mine, ...more], most }
}

async function leave({ db, t }: Writing, nodes: string[]) {
  await db.delete(t.node).where(and(eq(t.node.company, NODES), inArray(t.node.id, nodes)))
  const left = db.select({ id: t.node.id }).from(t.node).where(eq(t.node.company, NODES))
  await db.delete(t.share).where(and(eq(t.share.company, NODES), notInArray(t.share.node, left)))
}

// Node's timers run on the monotonic clock. They do not keep a process alive that has nothing else to do.
const unheld = (ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal, ref: false })
