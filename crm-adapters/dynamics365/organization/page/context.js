// `ComponentFramework.Context`: everything a code component is told, and all it may ask of the platform.
import { ask } from './api.js'
import { alertBox, confirmBox, lookupObjects } from './dialogs.js'
import { openForm, openUrl, openWebResource } from './navigation.js'
import { braced, lcid, locale, organization, start, tables, user } from './start.js'
import { design } from './theme.js'

/** Another one with every update, as the platform does it. */
export function contextOf({ control, bindings, record, mode, isVisible, updatedProperties }) {
  return {
    parameters: Object.fromEntries(
      control.properties.map((name) => [name, property(bindings[name], record)]),
    ),
    mode: {
      allocatedHeight: -1,
      allocatedWidth: mode.width,
      isControlDisabled: false,
      isVisible,
      label: '',
      setControlState: () => true,
      setFullScreen() {},
      trackContainerResize(wanted) {
        mode.tracksResize = wanted
      },
      // Undocumented, and there in every version so far.
      contextInfo: {
        entityId: record.id ?? '',
        entityTypeName: record.table,
        entityRecordName: record.row?.[tables[record.table]?.title] ?? '',
      },
    },
    userSettings: {
      userId: braced(user.id),
      userName: user.name,
      languageId: lcid,
      isRTL: start.rtl,
      securityRoles: user.roles,
      dateFormattingInfo: { shortDatePattern: 'dd.MM.yyyy', firstDayOfWeek: 1 },
      numberFormattingInfo: { numberDecimalSeparator: ',', numberGroupSeparator: ' ' },
      getTimeZoneOffsetMinutes: (date = new Date()) => -date.getTimezoneOffset(),
    },
    client: {
      disableScroll: false,
      getFormFactor: () => 1,
      getClient: () => 'Web',
      isOffline: () => false,
      isNetworkAvailable: () => navigator.onLine,
    },
    resources: {
      getString: (key) => control.strings[key] ?? key,
      getResource: (_id, _found, failed) => failed?.(),
    },
    navigation: {
      openAlertDialog: (words) => alertBox(words.text),
      openConfirmDialog: async (words) => ({ confirmed: await confirmBox(words.text) }),
      openErrorDialog: (error) => alertBox(error.message ?? ''),
      openFile: () => Promise.reject(new Error('a browser opens no file')),
      openForm,
      openUrl,
      openWebResource,
    },
    utils: {
      lookupObjects,
      getEntityMetadata: async (table) => ({ LogicalName: table, EntitySetName: tables[table]?.set }),
      hasEntityPrivilege: () => true,
    },
    webAPI,
    formatting,
    device,
    factory: { getPopupService: () => ({}), requestRender() {} },
    events: {},
    orgSettings: { tenantId: organization.tenantId, organizationId: organization.id },
    fluentDesignLanguage: design(),
    updatedProperties,
  }
}

/** A property is bound to a column, or the form gives it a value once and for all. */
function property(binding, record) {
  const value = binding?.isStatic ? binding.value : binding ? columnOf(record, binding.value) : null
  const raw = value === undefined || value === '' ? null : value
  return {
    type: 'SingleLine.Text',
    raw,
    error: false,
    errorMessage: '',
    formatted: raw === null ? '' : String(raw),
    security: { readable: true, editable: true, secured: false },
    attributes: { LogicalName: binding?.isStatic ? undefined : binding?.value, RequiredLevel: 0 },
  }
}

function columnOf({ table, id, row }, column) {
  return column === tables[table].key ? id : row?.[column]
}

const at = (table, id) => `${tables[table]?.set ?? `${table}s`}(${id})`
const webAPI = {
  createRecord: async (table, body) => ({ entityType: table, id: await created(table, body) }),
  deleteRecord: (table, id) => ask('DELETE', at(table, id)),
  updateRecord: (table, id, body) => ask('PATCH', at(table, id), { body, headers: { 'If-Match': '*' } }),
  retrieveRecord: (table, id, options = '') => ask('GET', at(table, id) + options),
  async retrieveMultipleRecords(table, options = '') {
    const { value } = await ask('GET', (tables[table]?.set ?? `${table}s`) + options)
    return { entities: value, nextLink: undefined }
  },
}

async function created(table, body) {
  const row = await ask('POST', tables[table].set, { body })
  return row[tables[table].key]
}

const formatting = {
  formatCurrency: (value) => new Intl.NumberFormat(locale).format(value),
  formatDecimal: (value) => new Intl.NumberFormat(locale).format(value),
  formatInteger: (value) => new Intl.NumberFormat(locale).format(value),
  formatDateShort: (value) => new Intl.DateTimeFormat(locale).format(value),
}

const noDevice = () => Promise.reject(new Error('a browser has none'))
const device = {
  captureAudio: noDevice,
  captureImage: noDevice,
  captureVideo: noDevice,
  getBarcodeValue: noDevice,
  getCurrentPosition: noDevice,
  pickFile: noDevice,
}
