/**
 * The chat's tab in a form that Microsoft, or another solution, owns: a managed solution carries what it adds to that form and
 * nothing else. Only for organisations whose form ids are known beforehand; everywhere else the wizard puts the tab there.
 */
import { formTab, type TabOptions } from '../../../crm-adapters/dynamics365/form-tab.ts'

export type FormPlace = Pick<TabOptions, 'table' | 'form' | 'server' | 'door'>

/** Where among the form's tabs it goes: after *Summary* and *Details*. */
const PLACE = 3

export function formDifferences(places: FormPlace[]): string {
  const byTable = Map.groupBy(places, ({ table }) => table)
  return [...byTable].map(([table, forms]) => entity(table, forms.map(systemForm).join(''))).join('')
}

function entity(table: string, forms: string): string {
  return `
    <Entity>
      <Name LocalizedName="${table}" OriginalName="">${table}</Name>
      <FormXml><forms type="main">${forms}</forms></FormXml>
    </Entity>`
}

function systemForm(place: FormPlace): string {
  const { tab, controlDescription } = formTab(place, ` ordinalvalue="${PLACE}" solutionaction="Added"`)
  const descriptions =
    controlDescription && `<controlDescriptions>${controlDescription}</controlDescriptions>`
  return (
    `<systemform><formid>{${place.form}}</formid><IntroducedVersion>0.1.0.0</IntroducedVersion>` +
    `<FormPresentation>1</FormPresentation><FormActivationState>1</FormActivationState>` +
    `<form><tabs>${tab}</tabs>${descriptions}</form></systemform>`
  )
}
