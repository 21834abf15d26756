/** Security roles: how far each right of a role reaches. */

export const rights = ['Read', 'Write', 'Append', 'AppendTo', 'Create', 'Delete', 'Share', 'Assign'] as const
export type Right = (typeof rights)[number]

/** 0 not at all, 1 one's own, 2 of one's business unit, 3 of it and those below, 4 of the organization. */
export type Depth = 0 | 1 | 2 | 3 | 4

export interface SecurityRole {
  number: number
  name: string
  /** Of the platform's own roles: the same in every organization. */
  template?: string
  /** By table; `*` stands for every table not named. */
  tables: Record<string, Partial<Record<Right, Depth>>>
  /** Privileges that are of no table; `*` is all of them. */
  privileges: string[]
}

export const ACT_FOR_OTHERS = 'prvActOnBehalfOfAnotherUser'
export const PUBLISH = 'prvPublishCustomization'
export const IMPORT = 'prvImportCustomization'
export const MERGE = 'prvMerge'

const full = (depth: Depth) => Object.fromEntries(rights.map((right) => [right, depth]))
const read = (depth: Depth) => ({ Read: depth })
const worked = (depth: Depth): Partial<Record<Right, Depth>> => ({
  Read: depth,
  Write: depth,
  Append: depth,
  AppendTo: depth,
  Create: depth,
})

/** What everybody may look at. */
const common = {
  systemuser: { Read: 4, AppendTo: 4 },
  team: read(4),
  role: read(4),
  businessunit: read(4),
  transactioncurrency: { Read: 4, AppendTo: 4 },
  uom: read(4),
  organization: read(4),
  workflow: read(4),
  processstage: read(4),
  appnotification: full(1),
} satisfies SecurityRole['tables']

const papers = (depth: Depth) => ({ quote: worked(depth), salesorder: worked(depth), invoice: read(depth) })
const talk = (depth: Depth) => ({
  task: full(depth),
  phonecall: full(depth),
  activitypointer: read(depth),
  opportunityclose: { Read: depth, Create: depth },
  annotation: full(depth),
  post: full(depth),
})

export const roles: SecurityRole[] = [
  {
    number: 1,
    name: 'System Administrator',
    template: '627090ff-40a3-4053-8790-584edc5be201',
    tables: { '*': full(4) },
    privileges: ['*'],
  },
  {
    number: 2,
    name: 'System Customizer',
    template: '119f245c-3cc8-4b62-b31c-d1a046ced15d',
    tables: {
      ...common,
      systemform: full(4),
      sitemap: full(4),
      solution: full(4),
      customcontrol: full(4),
      webresource: full(4),
      serviceendpoint: full(4),
      sdkmessage: read(4),
      sdkmessagefilter: read(4),
      sdkmessageprocessingstep: full(4),
      sdkmessageprocessingstepimage: full(4),
    },
    privileges: [PUBLISH, IMPORT],
  },
  {
    number: 3,
    name: 'Salesperson',
    tables: {
      ...common,
      ...talk(1),
      ...papers(4),
      opportunity: full(1),
      opportunityproduct: full(1),
      lead: full(1),
      account: { ...worked(4), Write: 1 },
      contact: { ...worked(4), Write: 1 },
      incident: worked(1),
    },
    privileges: [],
  },
  {
    number: 4,
    name: 'Sales Manager',
    tables: {
      ...common,
      ...talk(3),
      ...papers(4),
      opportunity: full(3),
      opportunityproduct: full(3),
      lead: full(3),
      account: full(4),
      contact: full(4),
      incident: worked(3),
    },
    privileges: [MERGE],
  },
  {
    number: 5,
    name: 'Deal Participant',
    tables: {
      ...common,
      ...talk(1),
      opportunity: worked(1),
      opportunityproduct: read(1),
      lead: worked(1),
      account: { Read: 4, AppendTo: 4 },
      contact: { Read: 4, AppendTo: 4 },
      incident: worked(2),
    },
    privileges: [],
  },
  {
    number: 6,
    name: 'Accountant',
    tables: { quote: read(4), salesorder: read(4), invoice: full(4) },
    privileges: [],
  },
  { number: 7, name: 'Delegate', tables: {}, privileges: [ACT_FOR_OTHERS] },
  {
    // What an application like ours is given: no more than it needs.
    number: 8,
    name: 'Dealthread Service',
    tables: {
      ...common,
      opportunity: { Read: 4, AppendTo: 4 },
      opportunityproduct: read(4),
      lead: { Read: 4, AppendTo: 4 },
      account: { Read: 4, AppendTo: 4 },
      contact: { Read: 4, AppendTo: 4 },
      incident: { Read: 4, AppendTo: 4 },
      quote: { Read: 4, AppendTo: 4 },
      salesorder: { Read: 4, AppendTo: 4 },
      invoice: { Read: 4, AppendTo: 4 },
      task: { Read: 4, Create: 4, Append: 4, Delete: 4 },
      phonecall: { Read: 4, Create: 4, Append: 4, Delete: 4 },
      annotation: { Read: 4, Create: 4, Append: 4, Delete: 4 },
      post: { Read: 4, Create: 4, Append: 4 },
      activitypointer: read(4),
      appnotification: { Create: 4, Read: 4, Delete: 4 },
    },
    privileges: [ACT_FOR_OTHERS],
  },
]

export function roleCalled(name: string): SecurityRole | undefined {
  return roles.find((role) => role.name === name)
}
