/** All functions and actions the organization knows, by their names. */
import {
  GrantAccess,
  RetrievePrincipalAccess,
  RetrieveSharedPrincipalsAndAccess,
  RevokeAccess,
} from './access.ts'
import type { Action, Fn } from './asked.ts'
import { CommitAnnotationBlocksUpload, InitializeAnnotationBlocksUpload, UploadBlock } from './blocks.ts'
import { ImportSolution, PublishAllXml, PublishXml } from './customizing.ts'
import { LoseOpportunity, Merge, QualifyLead, WinOpportunity } from './deals.ts'
import { RetrieveCurrentOrganization, WhoAmI } from './myself.ts'
import { SendAppNotification } from './notifying.ts'
import { AddPrivilegesRole } from './roles.ts'

export const functions: Record<string, Fn> = {
  WhoAmI,
  RetrieveCurrentOrganization,
  RetrievePrincipalAccess,
  RetrieveSharedPrincipalsAndAccess,
}

export const actions: Record<string, Action> = {
  GrantAccess,
  RevokeAccess,
  WinOpportunity,
  LoseOpportunity,
  QualifyLead,
  Merge,
  PublishXml,
  PublishAllXml,
  ImportSolution,
  SendAppNotification,
  AddPrivilegesRole,
  InitializeAnnotationBlocksUpload,
  UploadBlock,
  CommitAnnotationBlocksUpload,
}
