/** Users, teams, business units and security roles. */
import { choice, guid, lookup, memo, text, yesno } from './column.ts'
import { table } from './table.ts'

const unit = { businessunitid: lookup('businessunit', 'businessunitid') }

export const systemuser = table(
  { name: 'systemuser', set: 'systemusers', code: 8, title: 'fullname', label: 'User' },
  {
    fullname: { ...text(200), computed: true },
    firstname: text(256),
    lastname: text(256),
    domainname: text(1024),
    internalemailaddress: text(),
    windowsliveid: text(1024),
    azureactivedirectoryobjectid: guid,
    activedirectoryguid: guid,
    applicationid: guid,
    isdisabled: yesno('Enabled', 'Disabled'),
    accessmode: choice(
      [0, 'Read-Write'],
      [1, 'Administrative'],
      [2, 'Read'],
      [3, 'Support User'],
      [4, 'Non-interactive'],
      [5, 'Delegated Admin'],
    ),
    islicensed: yesno(),
    title: text(128),
    jobtitle: text(),
    photourl: text(200),
    mobilephone: text(64),
    positionid: guid,
    parentsystemuserid: lookup('systemuser', 'parentsystemuserid'),
    ...unit,
  },
  {
    ownership: 'organization',
    tracked: true,
    collections: {
      systemuserroles_association: { table: 'role', through: 'systemuserroles' },
      teammembership_association: { table: 'team', through: 'teammembership' },
    },
  },
)

export const team = table(
  { name: 'team', set: 'teams', code: 9, title: 'name', label: 'Team' },
  {
    name: text(160),
    description: memo,
    teamtype: choice([0, 'Owner'], [1, 'Access'], [2, 'Security Group'], [3, 'Office Group']),
    isdefault: yesno(),
    administratorid: lookup('systemuser', 'administratorid'),
    ...unit,
  },
  {
    ownership: 'organization',
    tracked: true,
    collections: {
      teammembership_association: { table: 'systemuser', through: 'teammembership' },
      teamroles_association: { table: 'role', through: 'teamroles' },
    },
  },
)

export const role = table(
  { name: 'role', set: 'roles', code: 1036, title: 'name', label: 'Security Role' },
  {
    name: text(),
    parentroleid: lookup('role', 'parentroleid'),
    parentrootroleid: lookup('role', 'parentrootroleid'),
    roletemplateid: lookup('roletemplate', 'roletemplateid'),
    ...unit,
  },
  {
    ownership: 'organization',
    collections: {
      systemuserroles_association: { table: 'systemuser', through: 'systemuserroles' },
      teamroles_association: { table: 'team', through: 'teamroles' },
      roleprivileges_association: { table: 'privilege', through: 'roleprivileges' },
    },
  },
)

export const privilege = table(
  { name: 'privilege', set: 'privileges', code: 1023, title: 'name', label: 'Privilege' },
  { name: text() },
  { ownership: 'organization' },
)

export const businessunit = table(
  { name: 'businessunit', set: 'businessunits', code: 10, title: 'name', label: 'Business Unit' },
  {
    name: text(160),
    isdisabled: yesno(),
    parentbusinessunitid: lookup('businessunit', 'parentbusinessunitid'),
  },
  { ownership: 'organization' },
)
