/** What the app's own program is told when it starts: who looks, and the metadata it draws by. */
import { formXml } from '../data/forms.ts'
import { people as staff } from '../data/people.ts'
import { guidOf } from '../ids.ts'
import { rowsIn, textIn, tiedTo } from '../rows.ts'
import type { Column } from '../tables/column.ts'
import { tableCalled } from '../world.ts'
import { icons } from './parts.ts'
import { nameOf, type Viewer } from './viewer.ts'

const drawn = [
  'opportunity',
  'lead',
  'account',
  'contact',
  'incident',
  'task',
  'quote',
  'salesorder',
  'invoice',
]

/** Forms nobody customizes: as the platform would draw these tables. */
const plain = [
  formFor(901, 'task', [
    'subject',
    'regardingobjectid',
    'scheduledend',
    'statecode',
    'ownerid',
    'description',
  ]),
  formFor(902, 'quote', ['name', 'quotenumber', 'totalamount', 'statecode', 'opportunityid', 'customerid']),
  formFor(903, 'salesorder', ['name', 'ordernumber', 'totalamount', 'statecode', 'opportunityid']),
  formFor(904, 'invoice', ['name', 'invoicenumber', 'totalamount', 'statecode', 'opportunityid']),
]

export function startOf({ world, user, number, lcid, rtl, theme, onPremises, say }: Viewer) {
  const roles = tiedTo(world.rows, 'systemuserroles', user, 'role')
  return {
    as: number,
    user: {
      id: user.id,
      name: nameOf(user),
      roles: roles.map(({ id }) => id),
    },
    lcid,
    // On-premises writes the organization's own language beside the person's.
    organizationLcid: staff[0]?.language ?? 1033,
    rtl,
    theme,
    onPremises,
    say,
    icons,
    organization: {
      id: world.organizationId,
      uniqueName: world.uniqueName,
      name: world.friendlyName,
      tenantId: world.tenantId,
      version: '9.2.0.0',
    },
    tables: Object.fromEntries(
      drawn.map((name) => {
        const { set, key, title, code, columns } = tableCalled(world, name)
        const described = Object.entries(columns).map(([column, about]) => [column, columnOf(about, lcid)])
        return [name, { set, key, title, code, columns: Object.fromEntries(described) }]
      }),
    ),
    forms: [
      ...rowsIn(world.rows, 'systemform')
        .filter(({ values }) => values.type === 2)
        .map((form) => ({
          id: form.id,
          table: textIn(form, 'objecttypecode'),
          name: textIn(form, 'name'),
          xml: textIn(form, 'formxml'),
        })),
      ...plain,
    ],
  }
}

function formFor(number: number, table: string, fields: string[]) {
  const form = { number, table, name: 'Information', tabs: [{ label: 'Summary', fields }] }
  return { id: guidOf('systemform', number), table, name: form.name, xml: formXml(form) }
}

function columnOf(column: Column, lcid: number) {
  if (column.kind !== 'choice') return { kind: column.kind }
  const choices = column.choices.map(({ value, label }) => ({ value, label: label[lcid] ?? label[1033] }))
  return { kind: column.kind, choices }
}
