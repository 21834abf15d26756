import { beforeAll, expect, test } from 'vitest'
import { controlName, webResources } from '../../crm-adapters/dynamics365/solution.ts'
import { type Bundles, bundles } from '../../manifests/dynamics365/build/bundles.ts'
import { contents, type Edition } from '../../manifests/dynamics365/solution/contents.ts'
import { fileOf } from '../../manifests/dynamics365/solution/web-resources.ts'
import { firstRules } from '../../manifests/dynamics365/validate/rule.ts'
import { rules, validate } from '../../manifests/dynamics365/validate/validate.ts'

/** One that has everything a rule looks at. */
const edition: Edition = {
  version: '1.2.3',
  managed: true,
  control: true,
  server: '',
  forms: [
    {
      table: 'opportunity',
      form: 'd365006e-0000-4000-8000-00000000006e',
      server: 'https://chat.example.com',
      door: 'webresource',
    },
  ],
}

let built: Bundles
beforeAll(async () => {
  built = await bundles('')
}, 60_000)

const folder = `Controls/${controlName}`
const manifest = `${folder}/ControlManifest.xml`
const bundle = `${folder}/bundle.js`
const swap = (file: string, from: string | RegExp, to: string) => (files: Map<string, string>) => {
  const text = files.get(file) ?? ''
  expect(text).toMatch(from)
  files.set(file, text.replace(from, to))
}
const remove = (file: string) => (files: Map<string, string>) => void files.delete(file)
const append = (file: string, text: string) => (files: Map<string, string>) =>
  void files.set(file, `${files.get(file)}${text}`)

const breaks: [rule: string, how: (files: Map<string, string>) => void][] = [
  ['the three root files are there', remove('solution.xml')],
  ['every XML file is well-formed', swap('customizations.xml', '</Roles>', '</Role>')],
  ['every XML file is well-formed', swap(`${folder}/strings/CardChat.1049.resx`, '</root>', '')],
  ['every file has a content type', swap('[Content_Types].xml', /<Default Extension="js"[^>]*>/, '')],
  ['every file has a content type', swap('[Content_Types].xml', /<Override [^>]*>/, '')],
  ['every file belongs to something', (files) => void files.set('Controls/other.xml', '<a/>')],
  [
    'the solution and its publisher have names a database can have',
    swap('solution.xml', '<UniqueName>Dealthread<', '<UniqueName>Deal thread<'),
  ],
  [
    'the version has three or four parts of at most 65535',
    swap('solution.xml', '<Version>1.2.3.0<', '<Version>1.2.70000.0<'),
  ],
  ['the solution says whether it is managed', swap('solution.xml', '<Managed>1<', '<Managed>2<')],
  [
    'the prefix has 2 to 8 letters and digits, begins with a letter, and is not the platform’s',
    swap('solution.xml', /(<CustomizationPrefix>)\w+/, '$1mscrmx'),
  ],
  ['the prefix is ours for ever', swap('solution.xml', /(<CustomizationPrefix>)\w+/, '$1other')],
  [
    'the prefix of choice values is between 10000 and 99999',
    swap('solution.xml', /(<CustomizationOptionValuePrefix>)\d+/, '$1999'),
  ],
  ['the publisher has two addresses', swap('solution.xml', /<Address>.*<\/Address>/, '')],
  [
    'the sections of customizations.xml are there in their order',
    swap('customizations.xml', '<EntityDataProviders />', ''),
  ],
  [
    'the sections of customizations.xml are there in their order',
    swap('customizations.xml', /<Templates \/>\s*<EntityMaps \/>/, '<EntityMaps /><Templates />'),
  ],
  [
    'every role is a root component, and every such component a role',
    swap('solution.xml', /<RootComponent type="20"[^>]*>/, ''),
  ],
  ['a role gives no right over everything', swap('customizations.xml', 'prvReadRole', 'prvDeleteAccount')],
  [
    'every control is a root component, and every such component a control',
    swap('solution.xml', /<RootComponent type="66"[^>]*>/, ''),
  ],
  ['every control has its manifest', remove(manifest)],
  [
    'a control is called by its prefix, namespace and class',
    swap(manifest, 'constructor="CardChat"', 'constructor="CardTalk"'),
  ],
  ['every file a control names is there', remove(`${folder}/strings/CardChat.1058.resx`)],
  [
    'a control’s version has three parts of at most 65535',
    swap(manifest, 'version="1.2.3"', 'version="1.2"'),
  ],
  ['the control is a standard one', swap(manifest, 'control-type="standard"', 'control-type="virtual"')],
  [
    'the control’s properties are never taken away, renamed or made required',
    swap(manifest, /<property name="installationId"[^>]*>/, ''),
  ],
  [
    'the control’s properties are never taken away, renamed or made required',
    swap(manifest, 'required="false"', 'required="true"'),
  ],
  [
    'outside services are named by bare host names',
    swap(manifest, /(<external-service-usage[^>]*>)/, '$1<domain>https://a.example/x</domain>'),
  ],
  ['the control owns up to the server it uses', swap(manifest, 'enabled="true"', 'enabled="false"')],
  [
    'the control asks only for features of the platform we use',
    swap(manifest, 'uses-feature name="Utility"', 'uses-feature name="WebAPI"'),
  ],
  [
    'every language has every string, and none is empty',
    swap(`${folder}/strings/CardChat.1058.resx`, 'name="Note_Retry"', 'name="Note_Again"'),
  ],
  ['every string a manifest names is there', swap(manifest, 'Anchor_Description', 'Anchor_Words')],
  [
    'the control’s script may run under a strict content security policy, and is small',
    append(bundle, ';eval("1")'),
  ],
  [
    'the control registers itself under its own name',
    swap(bundle, 'Dealthread.CardChat', 'Dealthread.CardTalk'),
  ],
  [
    'every web resource is a root component, and every such component a web resource',
    swap('solution.xml', /<RootComponent type="61"[^>]*>/, ''),
  ],
  ['every web resource has its file', remove(fileOf(webResources.icon))],
  [
    'a web resource has the publisher’s prefix, an id and the kind of its name',
    swap('customizations.xml', '<WebResourceType>11<', '<WebResourceType>5<'),
  ],
  ['no script is harmful', append(fileOf(webResources.formScript), ';localStorage.a = 1')],
  [
    'every table with a form is a root component without its other parts, and every such component has a form',
    swap('solution.xml', 'schemaName="opportunity" behavior="1"', 'schemaName="opportunity" behavior="0"'),
  ],
  ['only a managed solution brings differences of forms', swap('solution.xml', '<Managed>1<', '<Managed>0<')],
  [
    'a form’s tab says where it goes and that it is added',
    swap('customizations.xml', ' solutionaction="Added"', ''),
  ],
  ['ids on a form are GUIDs in braces, each once', swap('customizations.xml', /(<cell id=")[^"]*/, '$1cell')],
  [
    'a form shows only what the solution brings',
    swap('customizations.xml', /<Url>[^<]*/, '<Url>dth_/other.html'),
  ],
  [
    'a frame may run scripts and is passed its record',
    swap('customizations.xml', '<Security>false<', '<Security>true<'),
  ],
]

test.each(breaks)('broken once, it is named: %s', (rule, breakIt) => {
  const files = contents(edition, built)
  breakIt(files)
  expect(validate(files).map((broken) => broken.rule)).toContain(rule)
})

test('there is no rule that nothing breaks', () => {
  const broken = new Set(breaks.map(([rule]) => rule))
  expect([...firstRules, ...rules].map(({ name }) => name).filter((name) => !broken.has(name))).toEqual([])
})
