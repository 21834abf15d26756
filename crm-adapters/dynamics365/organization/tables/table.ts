/** What a table of Dataverse is, and the columns nearly all of them share. */
import { type Columns, computed, guid, lookup, number, polymorphic, time } from './column.ts'

export interface Table {
  /** Logical name: `opportunity`. */
  name: string
  /** In addresses: `opportunities`. */
  set: string
  /** `ObjectTypeCode`. */
  code: number
  /** Primary key column. */
  key: string
  /** Primary name column. */
  title: string
  label: string
  /**
   * Who its rows belong to: a person or a team, the organization, or the record they lie under, whose rights then
   * count for them.
   */
  ownership: 'user' | 'organization' | 'parent'
  columns: Columns
  /** The lookup to the record it lies under; who may read that because it is his or shared with him, reads this. */
  under?: string
  /** Collections of other rows, for `$expand` and `any`/`all`. */
  collections?: Record<string, Collection>
  /** Whether changes can be tracked. */
  tracked?: true
  /** Rows are made once and never changed. */
  unchangeable?: true
  /** Columns a default duplicate rule compares. */
  duplicates?: string[]
  /** One of the activities, all of which are also listed in `activitypointers`. */
  activity?: true
}

/** Rows tied by an intersect table, whose name is `through`. */
export interface Collection {
  table: string
  through: string
}

export const stamps: Columns = {
  createdon: computed(time),
  modifiedon: computed(time),
  createdby: computed(lookup('systemuser', 'createdby')),
  modifiedby: computed(lookup('systemuser', 'modifiedby')),
  createdonbehalfby: computed(lookup('systemuser', 'createdonbehalfby')),
  modifiedonbehalfby: computed(lookup('systemuser', 'modifiedonbehalfby')),
  versionnumber: computed(number),
}

export const owned: Columns = {
  ...stamps,
  ownerid: polymorphic({ systemuser: 'ownerid', team: 'ownerid' }),
  owninguser: computed(lookup('systemuser', 'owninguser')),
  owningteam: computed(lookup('team', 'owningteam')),
  owningbusinessunit: computed(lookup('businessunit', 'owningbusinessunit')),
}

/** A table owned by persons and teams unless `more` says otherwise. */
export function table(
  named: Pick<Table, 'name' | 'set' | 'code' | 'title' | 'label'> & { key?: string },
  columns: Columns,
  more: Partial<Table> = {},
): Table {
  const key = named.key ?? `${named.name}id`
  const ownership = more.ownership ?? 'user'
  const shared = ownership === 'user' ? owned : stamps
  return { ownership, ...named, key, columns: { [key]: guid, ...shared, ...columns }, ...more }
}
