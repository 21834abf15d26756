/** What the platform keeps about itself: currencies, forms, solutions, webhooks and their jobs. */
import {
  choice,
  computed,
  guid,
  lookup,
  memo,
  number,
  object,
  statuses,
  text,
  time,
  yesno,
} from './column.ts'
import { table } from './table.ts'

const platform = { ownership: 'organization' } as const

const enabledOrNot = {
  statecode: choice([0, 'Enabled'], [1, 'Disabled']),
  statuscode: statuses({ 0: [[1, 'Enabled']], 1: [[2, 'Disabled']] }),
}

export const transactioncurrency = table(
  {
    name: 'transactioncurrency',
    set: 'transactioncurrencies',
    code: 9105,
    title: 'currencyname',
    label: 'Currency',
  },
  { currencyname: text(), isocurrencycode: text(5), currencysymbol: text(13), exchangerate: number },
  platform,
)

export const organization = table(
  { name: 'organization', set: 'organizations', code: 1019, title: 'name', label: 'Organization' },
  {
    name: text(160),
    languagecode: number,
    maxuploadfilesize: number,
    expirechangetrackingindays: number,
    iscontentsecuritypolicyenabled: yesno(),
    contentsecuritypolicyconfiguration: memo,
    contentsecuritypolicyreporturi: text(2048),
  },
  platform,
)

export const workflow = table(
  { name: 'workflow', set: 'workflows', code: 4703, title: 'name', label: 'Process' },
  {
    name: text(),
    uniquename: text(256),
    category: choice([4, 'Business Process Flow']),
    primaryentity: text(64),
  },
  platform,
)

export const processstage = table(
  { name: 'processstage', set: 'processstages', code: 4724, title: 'stagename', label: 'Process Stage' },
  {
    stagename: text(160),
    stagecategory: choice([0, 'Qualify'], [1, 'Develop'], [2, 'Propose'], [3, 'Close']),
    primaryentitytypecode: text(64),
    processid: lookup('workflow', 'processid'),
  },
  platform,
)

export const systemform = table(
  { name: 'systemform', set: 'systemforms', code: 1030, key: 'formid', title: 'name', label: 'System Form' },
  {
    name: text(),
    objecttypecode: text(64),
    type: choice([2, 'Main'], [6, 'Quick View Form'], [7, 'Quick Create']),
    formactivationstate: choice([0, 'Inactive'], [1, 'Active']),
    formxml: memo,
    // What has been written and not published yet: only whoever customizes sees it.
    unpublished: { ...memo, secret: true },
    iscustomizable: object,
  },
  platform,
)

export const sitemap = table(
  { name: 'sitemap', set: 'sitemaps', code: 4709, title: 'sitemapname', label: 'Site Map' },
  { sitemapname: text(), sitemapxml: memo, unpublished: { ...memo, secret: true } },
  platform,
)

export const solution = table(
  { name: 'solution', set: 'solutions', code: 7100, title: 'friendlyname', label: 'Solution' },
  {
    uniquename: text(65),
    friendlyname: text(256),
    version: text(256),
    ismanaged: yesno('Unmanaged', 'Managed'),
    installedon: computed(time),
    components: { ...object, secret: true },
  },
  platform,
)

export const customcontrol = table(
  { name: 'customcontrol', set: 'customcontrols', code: 9753, title: 'name', label: 'Custom Control' },
  { name: text(), version: text(20), manifest: memo },
  platform,
)

export const webresource = table(
  { name: 'webresource', set: 'webresourceset', code: 9333, title: 'name', label: 'Web Resource' },
  { name: text(256), displayname: text(200), webresourcetype: number, content: memo },
  platform,
)

export const serviceendpoint = table(
  {
    name: 'serviceendpoint',
    set: 'serviceendpoints',
    code: 4618,
    title: 'name',
    label: 'Service Endpoint',
  },
  {
    name: text(),
    contract: choice([8, 'Webhook']),
    authtype: choice([4, 'WebhookKey'], [5, 'HttpHeader'], [6, 'HttpQueryString']),
    authvalue: { ...text(2048), secret: true },
    url: text(2000),
    messageformat: choice([1, 'Binary XML'], [2, 'Json'], [3, 'Text XML']),
    connectionmode: choice([1, 'Normal'], [2, 'Federated']),
    path: text(160),
    solutionnamespace: text(160),
    userclaim: choice([1, 'None'], [2, 'UserId']),
  },
  platform,
)

export const sdkmessage = table(
  { name: 'sdkmessage', set: 'sdkmessages', code: 4606, title: 'name', label: 'Sdk Message' },
  { name: text(256) },
  platform,
)

export const sdkmessagefilter = table(
  {
    name: 'sdkmessagefilter',
    set: 'sdkmessagefilters',
    code: 4607,
    title: 'name',
    label: 'Sdk Message Filter',
  },
  {
    name: text(256),
    primaryobjecttypecode: text(64),
    sdkmessageid: lookup('sdkmessage', 'sdkmessageid'),
  },
  platform,
)

export const sdkmessageprocessingstep = table(
  {
    name: 'sdkmessageprocessingstep',
    set: 'sdkmessageprocessingsteps',
    code: 4608,
    title: 'name',
    label: 'Sdk Message Processing Step',
  },
  {
    name: text(256),
    mode: choice([0, 'Synchronous'], [1, 'Asynchronous']),
    stage: choice([10, 'Pre-validation'], [20, 'Pre-operation'], [40, 'Post-operation']),
    rank: number,
    supporteddeployment: choice([0, 'Server Only']),
    asyncautodelete: yesno(),
    filteringattributes: memo,
    sdkmessageid: lookup('sdkmessage', 'sdkmessageid'),
    sdkmessagefilterid: lookup('sdkmessagefilter', 'sdkmessagefilterid'),
    eventhandler: lookup('serviceendpoint', 'eventhandler_serviceendpoint'),
    ...enabledOrNot,
  },
  platform,
)

export const sdkmessageprocessingstepimage = table(
  {
    name: 'sdkmessageprocessingstepimage',
    set: 'sdkmessageprocessingstepimages',
    code: 4615,
    title: 'name',
    label: 'Sdk Message Processing Step Image',
  },
  {
    name: text(256),
    entityalias: text(256),
    imagetype: choice([0, 'PreImage'], [1, 'PostImage'], [2, 'Both']),
    messagepropertyname: text(256),
    attributes: memo,
    sdkmessageprocessingstepid: lookup('sdkmessageprocessingstep', 'sdkmessageprocessingstepid'),
  },
  platform,
)

export const asyncoperation = table(
  { name: 'asyncoperation', set: 'asyncoperations', code: 4700, title: 'name', label: 'System Job' },
  {
    name: text(256),
    friendlymessage: memo,
    message: memo,
    errorcode: number,
    completedon: time,
    correlationid: guid,
    statecode: choice([0, 'Ready'], [1, 'Suspended'], [2, 'Locked'], [3, 'Completed']),
    statuscode: statuses({
      3: [
        [30, 'Succeeded'],
        [31, 'Failed'],
        [32, 'Canceled'],
      ],
    }),
    owningextensionid: lookup('sdkmessageprocessingstep', 'owningextensionid'),
  },
  platform,
)
