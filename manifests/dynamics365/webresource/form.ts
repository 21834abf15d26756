/**
 * The form's script. `Dealthread.onLoad` is the handler of the form's OnLoad; `Dealthread.openPane` is what a command button
 * runs. Both are given their context as the first parameter; the second names our server, unless the solution was built for one.
 */
import { languageOf } from '../../../crm-adapters/dynamics365/languages.ts'
import { framedRecord } from '../../../crm-adapters/dynamics365/passed.ts'
import {
  paneId,
  tabName,
  webResourceControl,
  webResources,
} from '../../../crm-adapters/dynamics365/solution.ts'
import { type Pane, type SidePanes, xrm } from '../shell/xrm.ts'
import { builtInWords } from './built-in-words.ts'
import type { ExecutionContext, FormContext } from './form-context.ts'

export function onLoad(execution: ExecutionContext, server?: string): void {
  const form = execution.getFormContext()
  void introduce(form)
  // A form may throw its frames away with the tab they are on, and make them anew.
  form.ui.tabs.forEach((tab) => {
    if (tab.getName() === tabName) tab.addTabStateChange(() => void introduce(form))
  })
  follow(form, server)
  form.data.entity.addOnPostSave?.(() => follow(form, server))
}

/** A pane that is open already follows the person from record to record, and to a new one once it has been saved. */
function follow(form: FormContext, server?: string) {
  const pane = panes()?.getPane(paneId)
  if (pane) void turn(pane, form, server)
}

/** Opens the chat of the form's record at the side of the app, and shows there how many messages wait. */
export async function openPane(form: FormContext, server?: string): Promise<void> {
  const all = panes()
  if (!all) return
  const pane =
    all.getPane(paneId) ??
    (await all.createPane({
      paneId,
      title: builtInWords(languageOf(lcid())).title,
      imageSrc: `WebResources/${webResources.icon}`,
      width: 400,
      canClose: true,
      isSelected: true,
      // The badge counts on while the pane is folded.
      alwaysRender: true,
      keepBadgeOnSelect: true,
    }))
  await turn(pane, form, server)
}

let turned: { pane: Pane; to: string } | undefined

async function turn(pane: Pane, { data: { entity } }: FormContext, server = '') {
  const record = framedRecord(entity.getEntityName(), entity.getId())
  const data = new URLSearchParams({ door: 'pane', server, lcid: String(lcid() ?? '') })
  if (record) {
    data.set('typename', record.type)
    data.set('id', record.id)
  }
  const to = `${data}`
  // A form loads more often than it changes its record, and the pane would begin anew.
  if (turned?.pane === pane && turned.to === to) return
  turned = { pane, to }
  await pane.navigate({ pageType: 'webresource', webresourceName: webResources.page, data: to })
}

/** Hands the form's API to the page on it, once that page is there. */
async function introduce(form: FormContext) {
  const page = await form.getControl(webResourceControl)?.getContentWindow?.()
  page?.setClientApiContext?.(xrm(), form)
}

function panes(): SidePanes | undefined {
  return xrm()?.App?.sidePanes
}

function lcid(): number | null {
  return xrm()?.Utility.getGlobalContext?.().userSettings.languageId ?? null
}
