import { at, type Element, everyIn, textAt } from '../xml.ts'
import { controlsIn } from './control-rules.ts'
import { componentsIn, type Documents, differences, type Rule } from './rule.ts'
import { unless } from './solution-rules.ts'
import { webResourcesIn } from './web-resource-rules.ts'

const entitiesIn = ({ customizations }: Documents) => at(customizations, 'Entities/Entity')
const formsIn = (documents: Documents) =>
  entitiesIn(documents).flatMap((entity) => at(entity, 'FormXml/forms/systemform'))

export const formRules: Rule[] = [
  {
    name: 'every table with a form is a root component without its other parts, and every such component has a form',
    broken: (documents) => [
      ...differences(
        entitiesIn(documents).map((entity) => textAt(entity, 'Name')),
        componentsIn(documents, 1, 'schemaName'),
        (name, where) =>
          where === 'first' ? `${name} is no root component` : `component ${name} has no form`,
      ),
      ...at(documents.solution, 'SolutionManifest/RootComponents/RootComponent')
        .filter(({ attributes }) => attributes.type === '1' && attributes.behavior !== '1')
        .map(({ attributes }) => `${attributes.schemaName} would be brought whole`),
    ],
  },
  {
    name: 'only a managed solution brings differences of forms',
    broken: (documents) =>
      unless(
        textAt(documents.solution, 'SolutionManifest/Managed') === '1' || formsIn(documents).length === 0,
        'this one is unmanaged, and would replace the form',
      ),
  },
  {
    name: 'a form’s tab says where it goes and that it is added',
    broken: (documents) =>
      tabsIn(documents).flatMap(({ attributes }) =>
        unless(
          /^\d+$/.test(attributes.ordinalvalue ?? '') && attributes.solutionaction === 'Added',
          `${attributes.name} does not`,
        ),
      ),
  },
  {
    name: 'ids on a form are GUIDs in braces, each once',
    broken: (documents) =>
      formsIn(documents).flatMap((form) => {
        const ids = idsOn(form)
        return [
          ...ids
            .filter((id) => !/^\{[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\}$/i.test(id))
            .map((id) => `"${id}" is none`),
          ...ids.filter((id, place) => ids.indexOf(id) !== place).map((id) => `${id} is there twice`),
        ]
      }),
  },
  {
    name: 'a form shows only what the solution brings',
    broken(documents) {
      const resources = webResourcesIn(documents).map(({ name }) => name)
      const controls = controlsIn(documents).map(({ name }) => name)
      const shown = formsIn(documents).flatMap((form) => everyIn(form))
      const pages = shown.filter(({ name }) => name === 'Url').map(({ text }) => text)
      const components = shown.flatMap(
        ({ name, attributes }) => (name === 'customControl' && attributes.name) || [],
      )
      return [
        ...pages.filter((url) => !resources.includes(url) && !url.startsWith('https://')),
        ...components.filter((name) => !controls.includes(name)),
      ].map((name) => `${name} is not brought`)
    },
  },
  {
    name: 'a frame may run scripts and is passed its record',
    broken: (documents) =>
      tabsIn(documents)
        .flatMap(everyIn)
        .filter(({ name }) => name === 'parameters')
        .flatMap((parameters) => [
          ...unless(textAt(parameters, 'Security') === 'false', 'Security sandboxes it'),
          ...unless(textAt(parameters, 'PassParameters') === 'true', 'PassParameters is off'),
        ]),
  },
]

const tabsIn = (documents: Documents) => formsIn(documents).flatMap((form) => at(form, 'form/tabs/tab'))

function idsOn(form: Element): string[] {
  return everyIn(form).flatMap(({ name, attributes }) => [
    ...(['tab', 'section', 'cell'].includes(name) ? [attributes.id ?? '', attributes.labelid ?? ''] : []),
    ...(attributes.uniqueid ? [attributes.uniqueid] : []),
  ])
}
