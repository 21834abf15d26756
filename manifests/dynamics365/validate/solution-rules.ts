import { prefix } from '../../../crm-adapters/dynamics365/solution.ts'
import { at, type Element, textAt } from '../xml.ts'
import { componentsIn, type Documents, differences, type Rule } from './rule.ts'

const manifestOf = ({ solution }: Documents) => at(solution, 'SolutionManifest')[0] ?? solution
const publisherOf = (documents: Documents) => at(manifestOf(documents), 'Publisher')[0] ?? documents.solution

export const solutionRules: Rule[] = [
  {
    name: 'the solution and its publisher have names a database can have',
    broken: (documents) =>
      [manifestOf(documents), publisherOf(documents)]
        .map((element) => textAt(element, 'UniqueName'))
        .filter((name) => !/^[A-Za-z]\w*$/.test(name))
        .map((name) => `"${name}" is none`),
  },
  {
    name: 'the version has three or four parts of at most 65535',
    broken: (documents) =>
      unless(versionIsSound(textAt(manifestOf(documents), 'Version')), 'the solution’s is not so'),
  },
  {
    name: 'the solution says whether it is managed',
    broken: (documents) =>
      unless(/^[01]$/.test(textAt(manifestOf(documents), 'Managed')), 'Managed is neither 0 nor 1'),
  },
  {
    name: 'the prefix has 2 to 8 letters and digits, begins with a letter, and is not the platform’s',
    broken(documents) {
      const given = textAt(publisherOf(documents), 'CustomizationPrefix')
      return unless(/^(?!mscrm)[a-z][a-z\d]{1,7}$/i.test(given), `"${given}" is not so`)
    },
  },
  {
    name: 'the prefix is ours for ever',
    broken(documents) {
      const given = textAt(publisherOf(documents), 'CustomizationPrefix')
      return unless(given === prefix, `"${given}" is not ${prefix}`)
    },
  },
  {
    name: 'the prefix of choice values is between 10000 and 99999',
    broken(documents) {
      const given = textAt(publisherOf(documents), 'CustomizationOptionValuePrefix')
      return unless(/^[1-9]\d{4}$/.test(given), `"${given}" is not`)
    },
  },
  {
    name: 'the publisher has two addresses',
    broken: (documents) =>
      unless(at(publisherOf(documents), 'Addresses/Address').length === 2, 'an import expects exactly two'),
  },
  {
    name: 'the sections of customizations.xml are there in their order',
    broken({ customizations }) {
      const present = customizations.children.map(({ name }) => name)
      const missing = needed.filter((name) => !present.includes(name)).map((name) => `${name} is missing`)
      const places = present.map((name) => sections.indexOf(name))
      return [
        ...missing,
        ...unless(
          places.every((place, n) => n === 0 || place > places[n - 1]!),
          'they are mixed up',
        ),
      ]
    },
  },
  {
    name: 'every role is a root component, and every such component a role',
    broken(documents) {
      const roles = at(documents.customizations, 'Roles/Role').map(({ attributes }) => attributes.id ?? '')
      return differences(roles, componentsIn(documents, 20, 'id'), (id, where) =>
        where === 'first' ? `role ${id} is no root component` : `component ${id} is no role`,
      )
    },
  },
  {
    name: 'a role gives no right over everything',
    broken: ({ customizations }) =>
      at(customizations, 'Roles/Role/RolePrivileges/RolePrivilege').flatMap(({ attributes }: Element) =>
        unless(!forbidden.test(attributes.name ?? ''), `${attributes.name} is given`),
      ),
  },
]

/** Of people, roles and customisations our service needs nothing, and it deletes nothing but what it may have made. */
const forbidden =
  /^prv(Delete(?!(Note|Activity)$)|Assign|Share)|^prv(Create|Write|AppendTo)(Role|Organization|SystemForm|WebResource)$|Customization/

const optional = ['CustomControls']
const sections = [
  'Entities',
  'Roles',
  'Workflows',
  'FieldSecurityProfiles',
  'Templates',
  'EntityMaps',
  'EntityRelationships',
  'OrganizationSettings',
  'optionsets',
  'WebResources',
  'CustomControls',
  'SolutionPluginAssemblies',
  'EntityDataProviders',
  'Languages',
]
const needed = sections.filter((name) => !optional.includes(name))

export function versionIsSound(version: string, parts: RegExp = /^\d+(\.\d+){2,3}$/): boolean {
  return parts.test(version) && version.split('.').every((part) => Number(part) <= 65_535)
}

export function unless(sound: boolean, message: string): string[] {
  return sound ? [] : [message]
}
