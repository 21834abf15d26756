/** Who can take over, and who is proposed: of those the host shows all the cards, whoever has the least to do. */
import { and, asc, eq, isNull } from 'drizzle-orm'
import { rightsOf } from '../access/rights.ts'
import { standingAsItComes } from '../access/sight.ts'
import { shownPerson } from '../people/people.ts'
import type { LeavingGroup, ShownPerson } from '../shown.ts'
import type { Reading } from '../store/store.ts'
import { loads } from './holdings.ts'

export interface Candidate {
  person: ShownPerson
  /** Open cards he is responsible for. */
  cards: number
}

/** Which of these records the host shows a person; undefined when it does not say, or he has never opened a card. */
export type VisibleTo = (
  company: string,
  person: string,
  records: string[],
) => Promise<Set<string> | undefined>

/** Candidates the host is asked about; asking takes its time. */
const ASKED_MOST = 4
const SHOWN_MOST = 200

/** Colleagues who may write; those of the leaver's role, then of his department, then whoever has the least to do. */
export async function candidatesFor(r: Reading, leaver: string): Promise<Candidate[]> {
  const { company, db, t } = r
  const load = await loads(r)
  const rows = await db
    .select({ person: t.person, standing: t.standing.standing })
    .from(t.person)
    .leftJoin(t.standing, and(eq(t.standing.company, company), eq(t.standing.person, t.person.id)))
    .where(and(eq(t.person.company, company), isNull(t.person.leftAt), isNull(t.person.sponsor)))
    .orderBy(asc(t.person.name), asc(t.person.id))
  const [gone] = await db
    .select()
    .from(t.person)
    .where(and(eq(t.person.company, company), eq(t.person.id, leaver)))
  const near = ({ role, departments }: (typeof rows)[number]['person']) => {
    if (gone?.role && role === gone.role) return 0
    return departments?.some((one) => gone?.departments?.includes(one)) ? 1 : 2
  }
  const of = (id: string) => load.get(id) ?? 0
  return rows
    .filter(
      ({ person, standing }) => person.id !== leaver && rightsOf[standing ?? standingAsItComes(person)].write,
    )
    .sort(({ person: a }, { person: b }) => near(a) - near(b) || of(a.id) - of(b.id))
    .slice(0, SHOWN_MOST)
    .map(({ person }) => ({ person: shownPerson(person), cards: of(person.id) }))
}

/** For each group of records one heir, so that the load is spread. */
export async function propose(
  company: string,
  groups: Map<string, string[]>,
  candidates: Candidate[],
  visibleTo: VisibleTo,
): Promise<Map<string, LeavingGroup['proposed']>> {
  const all = [...new Set([...groups.values()].flat())]
  const asked = await Promise.all(
    candidates.slice(0, ASKED_MOST).map(async ({ person, cards }) => {
      return { id: person.id, load: cards, sees: await visibleTo(company, person.id, all) }
    }),
  )
  const proposed = new Map<string, string | null>()
  const largestFirst = [...groups].sort(([, a], [, b]) => b.length - a.length)
  for (const [group, records] of largestFirst) {
    const able = asked.filter(({ sees }) => records.every((record) => sees?.has(record)))
    const [least] = able.sort((a, b) => a.load - b.load)
    if (least) least.load += records.length
    proposed.set(group, least?.id ?? null)
  }
  return proposed
}
