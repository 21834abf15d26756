/**
 * Builds the control once more with Microsoft's own tool, from the same sources: the tool checks manifest and class, and what it
 * makes of the manifest must be what we make of it. The tool's licence forbids to ship it or what comes with it, so that it
 * stays in tools/pcf, and its bundle is thrown away.
 */
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { properties } from '../../../crm-adapters/dynamics365/solution.ts'
import { type Element, parse } from '../xml.ts'
import { pathOf } from './folder.ts'
import { controlManifest } from './manifest.ts'

/** Where the tool is once it has been fetched. */
export const tool = pathOf('../../tools/pcf/node_modules')

/** In words, what the tool finds wrong or makes otherwise; empty when it agrees. */
export async function disagreements(): Promise<string[]> {
  const stage = await mkdtemp(join(tmpdir(), 'dealthread-control-'))
  try {
    const project = await lay(stage)
    const failure = await runTool(stage, project)
    if (failure) return [failure]
    const theirs = await readFile(join(project, 'out/controls/control/ControlManifest.xml'), 'utf8')
    const types = await readFile(join(project, 'control/generated/ManifestTypes.d.ts'), 'utf8')
    // `0.0.0` is what the manifest we write says until a build gives it its version.
    const same = plain(parse(theirs)) === plain(parse(controlManifest('0.0.0', '')))
    const typed = properties.filter(
      (name) => !types.includes(`${name}: ComponentFramework.PropertyTypes.StringProperty`),
    )
    return [
      ...(same ? [] : [`the tool makes another manifest:\n${theirs}`]),
      ...typed.map((name) => `the tool gives ${name} another type`),
    ]
  } finally {
    await rm(stage, { recursive: true })
  }
}

/** The control's sources as a project of the tool, which knows no `.ts` in imports. */
async function lay(stage: string): Promise<string> {
  const project = join(stage, 'manifests/dynamics365')
  const adapter = join(stage, 'crm-adapters/dynamics365')
  await mkdir(adapter, { recursive: true })
  await symlink(tool, join(stage, 'node_modules'), 'junction')
  for (const folder of ['control', 'shell'])
    await cp(pathOf(folder), join(project, folder), { recursive: true })
  for (const file of ['frame', 'passed', 'languages', 'solution'])
    await cp(pathOf(`../../crm-adapters/dynamics365/${file}.ts`), join(adapter, `${file}.ts`))
  for (const entry of await readdir(stage, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.ts')) continue
    const file = join(entry.parentPath, entry.name)
    await writeFile(file, (await readFile(file, 'utf8')).replace(/(from '\.[^']*)\.ts'/g, "$1'"))
  }
  const settings = {
    'package.json': { private: true },
    'pcfconfig.json': { outDir: './out/controls' },
    'tsconfig.json': {
      extends: '../../node_modules/pcf-scripts/tsconfig_base.json',
      compilerOptions: { target: 'es2022', lib: ['es2023', 'dom'], types: ['powerapps-component-framework'] },
    },
  }
  for (const [name, text] of Object.entries(settings))
    await writeFile(join(project, name), JSON.stringify(text))
  await writeFile(join(project, 'eslint.config.mjs'), 'export default [{}]')
  return project
}

async function runTool(stage: string, project: string): Promise<string | undefined> {
  const script = join(stage, 'node_modules/pcf-scripts/bin/pcf-scripts.js')
  // It reports home, and leaves a file there, unless told otherwise.
  const env = {
    PATH: dirname(process.execPath),
    HOME: stage,
    USERPROFILE: stage,
    PP_TOOLS_TELEMETRY_OPTOUT: '1',
  }
  try {
    await promisify(execFile)(process.execPath, [script, 'build', '--buildMode', 'production'], {
      cwd: project,
      env,
    })
    return undefined
  } catch (error) {
    const { stdout } = error as { stdout?: string }
    return `the tool refuses the control: ${stdout?.trim() || error}`
  }
}

/** Without what the tool says of itself, and without order among attributes. */
function plain({ name, attributes, children, text }: Element): string {
  const sorted = Object.entries(attributes).sort(([one], [other]) => (one < other ? -1 : 1))
  const inside = children.filter((child) => child.name !== 'built-by').map(plain)
  return JSON.stringify([name, sorted, inside, text.trim()])
}
