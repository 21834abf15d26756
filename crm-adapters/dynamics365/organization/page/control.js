// Code components as the platform loads them: one script that registers its class, and strings by language.
import { lcid } from './start.js'

const classes = new Map()
const loading = new Map()

window.ComponentFramework = {
  registerControl(name, made) {
    classes.set(name, made)
  },
}

/** The control's class, its properties and its strings; loaded once for the page, whatever is on its forms. */
export function controlCalled(name) {
  if (!loading.has(name)) loading.set(name, load(name))
  return loading.get(name)
}

async function load(name) {
  const folder = `/webresources/cc_${name}/`
  const manifest = xml(await text(`${folder}ControlManifest.xml`)).querySelector('control')
  const paths = (kind) =>
    [...manifest.querySelectorAll(`resources > ${kind}`)].map((one) => one.getAttribute('path'))
  for (const path of paths('css')) sheet(folder + path)
  for (const path of paths('code')) await script(folder + path)
  const own = `${manifest.getAttribute('namespace')}.${manifest.getAttribute('constructor')}`
  const made = classes.get(own)
  if (!made) throw new Error(`${name} has registered no ${own}`)
  return {
    made,
    className: ['customControl', ...own.split('.'), own].join(' '),
    properties: [...manifest.querySelectorAll('property')].map((one) => one.getAttribute('name')),
    strings: await stringsIn(folder, paths('resx')),
  }
}

/** Those of the person's language over those of the first file, which is the language it was written in. */
async function stringsIn(folder, files) {
  const wanted = [files[0], files.find((file) => file.endsWith(`.${lcid}.resx`))].filter(Boolean)
  const read = await Promise.all(wanted.map((file) => text(folder + file)))
  return Object.fromEntries(
    read.flatMap((resx) =>
      [...xml(resx).querySelectorAll('data')].map((one) => [
        one.getAttribute('name'),
        one.querySelector('value')?.textContent ?? '',
      ]),
    ),
  )
}

/** A script of the organization, once in the page. */
export function script(path) {
  if (!loading.has(path)) {
    const element = Object.assign(document.createElement('script'), { src: path })
    const { promise, resolve, reject } = Promise.withResolvers()
    element.onload = resolve
    element.onerror = () => reject(new Error(`${path} did not load`))
    document.head.append(element)
    loading.set(path, promise)
  }
  return loading.get(path)
}

function sheet(path) {
  document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: path }))
}

async function text(path) {
  const answer = await fetch(path)
  if (!answer.ok) throw new Error(`${path}: HTTP ${answer.status}`)
  return answer.text()
}

const xml = (written) => new DOMParser().parseFromString(written, 'text/xml')
