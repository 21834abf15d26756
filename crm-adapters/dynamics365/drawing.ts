/**
 * What of an organization people look at and an administrator has us change: main forms, which get our tab, and the menus
 * of apps, which get our page. Both are XML that is written first and seen when it is published.
 */
import { type Json, text } from '../json.ts'
import type { Answer, FormChange, Lending, Portal, RecordForm, SettingUp } from '../port.ts'
import { refusal } from '../refusal.ts'
import { anchored } from './anchor-column.ts'
import type { Dataverse } from './dataverse.ts'
import { hasTab, withoutTab, withTab } from './form-change.ts'
import { kinds } from './kinds.ts'
import { query } from './odata.ts'
import { guid } from './passed.ts'
import { entryIn, MENU, withEntry, withoutEntry } from './site-map.ts'
import { type Table, tables } from './solution.ts'

/** Milliseconds: the platform publishes while we wait. */
const LONG = 240_000
const MOST = 500

interface Drawing {
  at(to: Lending): Dataverse
  onPremises(portal: Portal): boolean
}

type Way = 'without' | undefined

/** One of them as it is read, changed and written. */
interface Drawn {
  form: RecordForm
  xml: string
  path: string
  column: 'formxml' | 'sitemapxml'
  changed(way: Way): string
  /** Its entry of what is to be published. */
  published: string
  /** Whose column the control stands on. */
  table?: Table
}

export function drawing({ at, onPremises }: Drawing): Pick<SettingUp, 'forms' | 'change' | 'write'> {
  function formIn(row: Json, to: Lending, publicUrl: string): Drawn[] {
    const kind = kinds.find(({ table }) => table === row.objecttypecode)
    const id = guid(text(row.formid) ?? '')
    const xml = text(row.formxml)
    if (!kind || !id || !xml || !isTable(kind.table)) return []
    const { table, type } = kind
    const bound = [publicUrl, to.portal.company].every((value) => xml.includes(`>${value}<`))
    const tab = hasTab(xml) ? (bound ? 'there' : 'old') : 'none'
    // There are no code components on premises.
    const door = onPremises(to.portal) ? ('webresource' as const) : ('control' as const)
    const options = { door, table, form: id, server: publicUrl, installation: to.portal.company }
    return [
      {
        form: { id, name: text(row.name) ?? '', type, tab },
        xml,
        path: `systemforms(${id})`,
        column: 'formxml',
        changed: (way) => (way ? withoutTab(xml, options) : withTab(xml, options)),
        published: `<entities><entity>${table}</entity></entities>`,
        table,
      },
    ]
  }

  async function read(to: Lending, publicUrl: string, one?: string): Promise<Answer<Drawn[]>> {
    if (one !== undefined && guid(one) !== one) return refusal('missing', 'neither a form nor a menu')
    const dataverse = at(to)
    const named = (column: string) => (one ? ` and ${column} eq ${one}` : '')
    const [forms, menus] = await Promise.all([
      dataverse.list(
        query('systemforms', {
          select: 'formid,name,objecttypecode,formxml,iscustomizable',
          filter: `type eq 2 and formactivationstate eq 1 and (${kinds.map(({ table }) => `objecttypecode eq '${table}'`).join(' or ')})${named('formid')}`,
        }),
        MOST,
      ),
      dataverse.list(
        query('sitemaps', {
          select: 'sitemapid,sitemapname,sitemapxml',
          filter: one ? `sitemapid eq ${one}` : null,
        }),
        MOST,
      ),
    ])
    if (!forms.ok) return forms
    // Whoever may not see menus has forms all the same.
    if (!menus.ok && menus.reason !== 'denied') return menus
    return {
      ok: true,
      value: [
        ...forms.value.flatMap((row) => formIn(row, to, publicUrl)),
        ...(menus.ok ? menus.value : []).flatMap((row) => menuIn(row, publicUrl)),
      ],
    }
  }

  return {
    async forms(to, publicUrl) {
      const drawn = await read(to, publicUrl)
      return drawn.ok ? { ok: true, value: drawn.value.map(({ form }) => form) } : drawn
    },

    async change(to, form, publicUrl, without) {
      const drawn = await read(to, publicUrl, form)
      if (!drawn.ok) return drawn
      const [one] = drawn.value
      if (!one) return refusal('missing', 'neither a form of records nor a menu')
      return { ok: true, value: { form: one.form, before: one.xml, after: one.changed(without) } }
    },

    async write(to, changes) {
      const dataverse = at(to)
      const all: { drawn: Drawn; change: FormChange }[] = []
      for (const change of changes) {
        const drawn = await read(to, '', change.form.id)
        if (!drawn.ok) return drawn
        const [one] = drawn.value
        if (one?.xml !== change.before)
          return refusal('malformed', `somebody else has changed ${change.form.id}`)
        all.push({ drawn: one, change })
      }
      for (const table of new Set(all.flatMap(({ drawn }) => drawn.table ?? []))) {
        const there = await anchored(dataverse, table)
        if (!there.ok) return there
      }
      for (const { drawn, change } of all) {
        const written = await dataverse.change(drawn.path, { [drawn.column]: change.after })
        if (!written.ok) return written
      }
      const named = [...new Set(all.map(({ drawn }) => drawn.published))].join('')
      const ParameterXml = `<importexportxml>${named.replaceAll('</entities><entities>', '')}</importexportxml>`
      const shown = await dataverse.perform('PublishXml', { ParameterXml }, LONG)
      return shown.ok ? { ok: true, value: null } : shown
    },
  }
}

/** Where a menu has no place for entries there is nothing to offer. */
function menuIn(row: Json, publicUrl: string): Drawn[] {
  const id = guid(text(row.sitemapid) ?? '')
  const xml = text(row.sitemapxml)
  if (!id || !xml?.includes('</Group>')) return []
  return [
    {
      form: { id, name: text(row.sitemapname) ?? '', type: MENU, tab: entryIn(xml, publicUrl) },
      xml,
      path: `sitemaps(${id})`,
      column: 'sitemapxml',
      changed: (way) => (way ? withoutEntry(xml) : withEntry(xml, publicUrl)),
      published: `<sitemaps><sitemap>${id}</sitemap></sitemaps>`,
    },
  ]
}

const isTable = (table: string): table is Table => Object.hasOwn(tables, table)
