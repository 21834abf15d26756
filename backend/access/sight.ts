/**
 * What somebody sees and may do. The host has said before whether he sees the record at all; here is what the company's
 * administrators and those who invited him say. Everything asks here, nobody else decides. Two reads by key or index:
 * `sight` is one, the row of the thread with what the person is to it (`toThread`) the other.
 */
import { and, eq, gt, isNotNull, isNull, type SQLWrapper, sql } from 'drizzle-orm'
import { isGuest } from '../people/guests.ts'
import { Refused } from '../refused.ts'
import type { Field, FileClass, Reach, Rights, Seen, Standing } from '../shown.ts'
import type { Viewer } from '../signed-in.ts'
import { prepared, type Reading } from '../store/store.ts'
import { type Admission, admitsAll, closedTo, everyClass } from './file-classes.ts'
import { FIELDS, HIDDEN_AS_IT_COMES, rightsOf, rightsOfInvited } from './rights.ts'

export interface Sight extends Rights {
  /** Sees threads he was invited to, and nothing else of the record. */
  invited: boolean
  /** Sees threads he is in, and cards he answers for. */
  own: boolean
  /** Of the record, what he is not shown; of somebody invited his pass says more. */
  hidden: readonly Field[]
  /** Which classes of files he is shown; of somebody invited his pass says more. */
  classes: Admission
}

export interface Looking extends Pick<Viewer, 'person' | 'record'> {
  invited?: boolean | undefined
}

/** Refused as `not_found` when he has left. */
export async function sight(r: Reading, looking: Looking): Promise<Sight> {
  const [said] = await standingOf(r).execute({ company: r.company, person: looking.person })
  return sightBy(said, looking)
}

/** The same where what is said of him is known already. */
export function sightBy(row: Said | undefined, { person, invited = false }: Looking): Sight {
  if (row?.leftAt) throw new Refused('not_found')
  const standing = isGuest(person) ? 'specialist' : (row?.standing ?? standingAsItComes(row))
  const documents = row?.documents ?? true
  const classes = isGuest(person) ? everyClass : { only: null, closed: closedTo(standing, row?.classes) }
  if (invited || isGuest(person))
    return { standing, ...rightsOfInvited, documents, invited: true, own: false, hidden: FIELDS, classes }
  return {
    standing,
    ...rightsOf[standing],
    documents,
    invited: false,
    own: row?.reach === 'own',
    hidden: row?.hiding?.[standing] ?? HIDDEN_AS_IT_COMES[standing],
    classes,
  }
}

/** Whether a colleague may open files of a class or of none, wherever they are; nobody from outside may, nor one who has left. */
export async function opensFiles(r: Reading, person: string, of: FileClass | null): Promise<boolean> {
  const [row] = await standingOf(r).execute({ company: r.company, person })
  if (!row || row.leftAt || row.documents === false || isGuest(person)) return false
  return of === null || !closedTo(row.standing ?? standingAsItComes(row), row.classes).includes(of)
}

/** Whether there is anybody, of all who see a record, who is not shown files of this class. */
export async function isClosedToSome({ company, db, t }: Reading, of: FileClass): Promise<boolean> {
  const [row] = await db
    .select({ classes: t.filing.classes })
    .from(t.filing)
    .where(eq(t.filing.company, company))
  return (row?.classes ?? []).some(({ id, closedTo }) => id === of && closedTo.length > 0)
}

/** As he is told them. */
export function rightsIn({ standing, write, documents, invite, inviteGuests, supervise }: Sight): Rights {
  return { standing, write, documents, invite, inviteGuests, supervise }
}

/** Whether he is counted among those who talk in a card: whoever only looks on is not, nor is one it is none of. */
export function takesPart({ write, own }: Sight, person: string, responsible: string | null): boolean {
  return write && (!own || responsible === person)
}

/** Of what he is at the host and in the directory. */
export function standingAsItComes(person: { admin: boolean; role: string | null } | undefined): Standing {
  if (person?.admin) return 'administrator'
  return person?.role === 'head' ? 'head' : 'manager'
}

/** Everything there is, just as it is: he can be told the same as others. Who supervises sees more, and that for a time. */
export function seesAll({ invited, own, hidden, supervise, classes }: Sight): boolean {
  return !invited && !own && !supervise && hidden.length === 0 && admitsAll(classes)
}

/** What is said of somebody, by his host and by administrators; null of what they have not spoken of. */
export interface Said extends Pick<Reading['t']['person']['$inferSelect'], 'admin' | 'role' | 'leftAt'> {
  standing: Standing | null
  reach: Reach | null
  documents: boolean | null
  hiding: Reading['t']['hiding']['$inferSelect']['fields'] | null
  classes: Reading['t']['filing']['$inferSelect']['classes'] | null
}

/** How a query of people selects and joins what `sightBy` needs. */
export function saidOf(t: Reading['t']) {
  return {
    columns: {
      admin: t.person.admin,
      role: t.person.role,
      leftAt: t.person.leftAt,
      standing: t.standing.standing,
      reach: t.standing.reach,
      documents: t.standing.documents,
      hiding: t.hiding.fields,
      classes: t.filing.classes,
    },
    standing: and(eq(t.standing.company, t.person.company), eq(t.standing.person, t.person.id)),
    hiding: eq(t.hiding.company, t.person.company),
    filing: eq(t.filing.company, t.person.company),
  }
}

const standingOf = prepared('standing_of', (db, t) => {
  const said = saidOf(t)
  return db
    .select(said.columns)
    .from(t.person)
    .leftJoin(t.standing, said.standing)
    .leftJoin(t.hiding, said.hiding)
    .leftJoin(t.filing, said.filing)
    .where(and(eq(t.person.company, sql.placeholder('company')), eq(t.person.id, sql.placeholder('person'))))
})

/** What a person is to a thread. */
export interface Ties {
  thread: { kind: string; record: string }
  member: { leftAt: Date | null } | null
  /** The invite by which he is there. */
  pass: Pass | null
  /** Why he may read it though he is not in it. */
  supervision: { until: Date } | null
  seen: Seen | null
}

export type Pass = Pick<Reading['t']['invite']['$inferSelect'], 'fromSeq' | 'fields' | 'files'>

/** How he sees a thread; undefined when there is none for him. */
export interface View {
  /** The first message he sees. */
  fromSeq: number
  write: boolean
  supervised: boolean
  /** Of the record, what he is not shown there. */
  hidden: readonly Field[]
  /** Which classes of files he is shown there. */
  classes: Admission
  /** He sees some of the record's threads only: of what lies in others he is told nothing. */
  part: boolean
}

/** Whether it depends on what he is to a thread how he sees it, and whether. */
export function isTied({ invited, own }: Sight, { kind }: Ties['thread']): boolean {
  return invited || own || kind === 'private'
}

export function viewOf(sight: Sight, looking: Looking, ties: Ties): View | undefined {
  const { thread, pass } = ties
  const member = ties.member && !ties.member.leftAt
  if (thread.record !== looking.record) return undefined
  if (sight.invited) return pass ? passView(pass, sight) : undefined
  const { write, hidden, classes, own } = sight
  const plain = { fromSeq: 1, write, supervised: false, hidden, classes, part: own }
  if (thread.kind === 'private') {
    if (member) return plain
    return ties.supervision && sight.supervise ? { ...plain, write: false, supervised: true } : undefined
  }
  if (!sight.own || member || ties.seen?.responsible === looking.person) return plain
  return undefined
}

function passView({ fromSeq, fields, files }: Pass, { classes }: Sight): View {
  return {
    fromSeq,
    write: true,
    supervised: false,
    hidden: FIELDS.filter((field) => !fields.includes(field)),
    classes: { ...classes, only: files },
    part: true,
  }
}

/** How a query of threads joins what `Ties` needs; `person` and `now` are values, or parameters of its own. */
export function tiesOf(t: Reading['t'], person: string | SQLWrapper, now: Date | SQLWrapper) {
  return {
    pass: and(
      eq(t.invite.company, t.thread.company),
      eq(t.invite.thread, t.thread.id),
      eq(t.invite.person, person),
      isNull(t.invite.endedAt),
      isNotNull(t.invite.acceptedAt),
      gt(t.invite.until, now),
    ),
    supervision: and(
      eq(t.supervision.company, t.thread.company),
      eq(t.supervision.thread, t.thread.id),
      eq(t.supervision.person, person),
      gt(t.supervision.until, now),
    ),
    card: and(eq(t.card.company, t.thread.company), eq(t.card.record, t.thread.record)),
  }
}
