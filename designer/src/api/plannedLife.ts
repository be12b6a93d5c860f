/** Operations on the life of a form whose fields are not in the schema yet. */
import type { Json, Operation } from './operations'

export type FormState = 'DRAFT_ONLY' | 'IN_FORCE' | 'SCHEDULED' | 'ENDED'
export type RevisionKind = 'CREATED' | 'SAVED' | 'RESTORED' | 'IMPORTED' | 'PUBLISHED' | 'MERGED'

export interface PageInfo {
  hasNextPage: boolean
  endCursor: string | null
}

export interface Person {
  id: string
  name: string
}

export interface FormEditor {
  staffId: string
  name: string
  tabId: string
  isSelf: boolean
}

/** Every refusal shows a message; some name what stands in the way. */
export interface Refused {
  __typename: string
  message?: string
  path?: string[]
}

export interface TemplateFault {
  message: string
  place: string // in the template, such as pages[0].elements[3].bind
}

const STAFF = 'id name'

export interface ListedForm {
  id: string
  code: string
  title: string
  state: FormState
  section: { code: string; name: string } | null
  hasDraft: boolean
  changedAt: string | null
  changedBy: Person | null
  thumbnailPath: string
  mayEdit: boolean
  mayPublish: boolean
  editors: FormEditor[]
  versions: { nodes: { id: string; number: number; validFrom: string; validTo: string | null }[] }
}

export interface FormListResult {
  formDefinitions: { pageInfo: PageInfo; nodes: ListedForm[] } | null
}

export const formListQuery: Operation<FormListResult, { first: number; after?: string | null }> = `query FormList($first: Int!, $after: String) {
  formDefinitions(first: $first, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes {
      id code title state hasDraft changedAt thumbnailPath mayEdit mayPublish
      section { code name }
      changedBy { ${STAFF} }
      editors { staffId name tabId isSelf }
      versions(last: 2) { nodes { id number validFrom validTo } }
    }
  }
}`

export interface FormUse {
  formCode: string
  procedures: { code: string; name: string }[]
  reasons: { code: string; label: string }[]
}

export const formUsesQuery: Operation<{ formUses: FormUse[] | null }, Record<string, never>> = `query FormUses {
  formUses { formCode procedures { code name } reasons { code label } }
}`

export interface ReadyForm {
  code: string
  title: string
  description: string
  pages: number
  size: string
  thumbnailPath: string
}

export const readyFormsQuery: Operation<{ readyForms: ReadyForm[] | null }, Record<string, never>> = `query ReadyForms {
  readyForms { code title description pages size thumbnailPath }
}`

export interface CreateFormInput {
  title: string
  code?: string | null
  sectionCode?: string | null
  readyFormCode?: string | null
  copyOfFormId?: string | null
  template?: Json
  idempotencyKey: string
}

export interface FormMade extends Refused {
  id?: string
  faults?: TemplateFault[]
}

export const createFormMutation: Operation<{ createForm: FormMade }, { input: CreateFormInput }> = `mutation CreateForm($input: CreateFormInput!) {
  createForm(input: $input) {
    __typename
    ... on FormDefinition { id }
    ... on Refusal { message path }
  }
}`

export interface SavedDraft extends Refused {
  version?: number
  savedAt?: string
  current?: { __typename: string; version?: number; template?: Json; savedAt?: string; savedBy?: Person | null }
}

export const saveFormDraftMutation: Operation<
  { saveFormDraft: SavedDraft },
  { input: { formId: string; expectedVersion: number; template: Json; note?: string | null } }
> = `mutation SaveFormDraft($input: SaveFormDraftInput!) {
  saveFormDraft(input: $input) {
    __typename
    ... on FormDraft { version savedAt }
    ... on VersionConflict {
      current {
        __typename
        ... on FormDraft { version template savedAt savedBy { ${STAFF} } }
      }
    }
    ... on Refusal { message path }
  }
}`

export interface FormLifeResult {
  formDefinition: {
    id: string
    code: string
    title: string
    state: FormState
    thumbnailPath: string
    section: { code: string; name: string } | null
    mayEdit: boolean
    mayPublish: boolean
    draft: { version: number; savedAt: string; savedBy: Person | null; isChanged: boolean } | null
    versions: { nodes: LifeVersion[] }
  } | null
}

export type FormLife = NonNullable<FormLifeResult['formDefinition']>

export interface LifeVersion {
  id: string
  number: number
  validFrom: string
  validTo: string | null
  isEnded: boolean
}

export const formLifeQuery: Operation<FormLifeResult, { id: string }> = `query FormLife($id: ID!) {
  formDefinition(id: $id) {
    id code title state thumbnailPath mayEdit mayPublish
    section { code name }
    draft { version savedAt isChanged savedBy { ${STAFF} } }
    versions(last: 20) { nodes { id number validFrom validTo isEnded } }
  }
}`

export interface DraftNowResult {
  formDefinition: { draft: { version: number; template: Json; savedAt: string; savedBy: Person | null } | null } | null
}

export const draftNowQuery: Operation<DraftNowResult, { id: string }> = `query DraftNow($id: ID!) {
  formDefinition(id: $id) { draft { version template savedAt savedBy { ${STAFF} } } }
}`

export const keepFormOpenMutation: Operation<
  { keepFormOpen: Refused & { editors?: FormEditor[] } },
  { input: { formId: string; tabId: string } }
> = `mutation KeepFormOpen($input: KeepFormOpenInput!) {
  keepFormOpen(input: $input) {
    __typename
    ... on FormDefinition { editors { staffId name tabId isSelf } }
    ... on Refusal { message }
  }
}`

export const leaveFormMutation: Operation<{ leaveForm: Refused }, { input: { formId: string; tabId: string } }> = `mutation LeaveForm($input: LeaveFormInput!) {
  leaveForm(input: $input) { __typename }
}`

export interface FormEvent {
  __typename: string
  number?: number
  kind?: string
  by?: string | null
  staffId?: string | null
  version?: number | null
  tabId?: string | null
  nextAfter?: number
}

export const formEventsSubscription: Operation<{ formEvents: FormEvent }, { form: string; after: number }> = `subscription FormEvents($form: ID!, $after: Int! = 0) {
  formEvents(form: $form, after: $after) {
    __typename
    ... on FormEvent { number kind by staffId version tabId }
    ... on Lagged { nextAfter }
  }
}`

export interface PrinterOffset {
  printer: string
  tray: string
}

export const printerOffsetsQuery: Operation<{ printerOffsets: PrinterOffset[] | null }, Record<string, never>> = `query PrinterOffsets {
  printerOffsets { printer tray }
}`

export interface AlertToConfirm {
  code: string
  message: string
}

export interface Published extends Refused {
  id?: string
  number?: number
  faults?: TemplateFault[]
  alerts?: AlertToConfirm[]
}

export interface PublishFormInput {
  formId: string
  expectedVersion: number
  validFrom: string
  validTo?: string | null
  note?: string | null
  confirmedAlerts?: readonly string[]
  idempotencyKey: string
}

export const publishFormMutation: Operation<{ publishForm: Published }, { input: PublishFormInput }> = `mutation PublishForm($input: PublishFormInput!) {
  publishForm(input: $input) {
    __typename
    ... on FormVersion { id number }
    ... on InvalidTemplate { faults { message place } }
    ... on NeedsConfirmation { alerts { code message } }
    ... on Refusal { message path }
  }
}`

export const endFormVersionMutation: Operation<{ endFormVersion: Refused }, { input: { versionId: string; validTo: string } }> = `mutation EndFormVersion($input: EndFormVersionInput!) {
  endFormVersion(input: $input) { __typename ... on Refusal { message } }
}`

export const withdrawFormVersionMutation: Operation<{ withdrawFormVersion: Refused }, { input: { versionId: string } }> = `mutation WithdrawFormVersion($input: WithdrawFormVersionInput!) {
  withdrawFormVersion(input: $input) { __typename ... on Refusal { message } }
}`

export const changeFormOwnerMutation: Operation<{ changeFormOwner: Refused }, { input: { formId: string; sectionCode: string | null } }> = `mutation ChangeFormOwner($input: ChangeFormOwnerInput!) {
  changeFormOwner(input: $input) { __typename ... on Refusal { message } }
}`

export const discardFormDraftMutation: Operation<{ discardFormDraft: Refused }, { input: { formId: string; expectedVersion: number } }> = `mutation DiscardFormDraft($input: DiscardFormDraftInput!) {
  discardFormDraft(input: $input) { __typename ... on Refusal { message } }
}`

export const restoreFormMutation: Operation<
  { restoreForm: Refused },
  { input: { formId: string; expectedVersion: number; revisionId?: string | null; versionId?: string | null } }
> = `mutation RestoreForm($input: RestoreFormInput!) {
  restoreForm(input: $input) { __typename ... on Refusal { message } }
}`

export type DifferenceKind = 'ADDED' | 'REMOVED' | 'MOVED' | 'RESIZED' | 'CHANGED' | 'SETTING'

export interface Difference {
  page: string
  elementId: string
  kind: DifferenceKind
  words: string
}

export type CompareSide = { draft: true } | { revisionId: string } | { versionId: string }

export interface CompareFormsResult {
  compareForms: {
    differences: Difference[]
    left: { fonts: Json; pages: Json }
    right: { fonts: Json; pages: Json }
  } | null
}

export interface CompareFormsInput {
  formId: string
  left: CompareSide
  right: CompareSide
  family: string
}

export const compareFormsQuery: Operation<CompareFormsResult, { input: CompareFormsInput }> = `query CompareForms($input: CompareFormsInput!) {
  compareForms(input: $input) {
    differences { page elementId kind words }
    left { fonts pages }
    right { fonts pages }
  }
}`

export const differencesQuery: Operation<{ compareForms: { differences: Difference[] } | null }, { input: CompareFormsInput }> = `query Differences($input: CompareFormsInput!) {
  compareForms(input: $input) { differences { page elementId kind words } }
}`

export interface RegressionLine {
  family: string
  label: string
  isSame: boolean
  pagesChanged: number[]
}

export const formRegressionQuery: Operation<{ formRegression: RegressionLine[] | null }, { formId: string }> = `query FormRegression($formId: ID!) {
  formRegression(formId: $formId) { family label isSame pagesChanged }
}`

export interface HistoryVersion extends LifeVersion {
  publishedAt: string | null
  publishedBy: Person | null
  note: string | null
}

export interface HistoryRevision {
  id: string
  number: number
  kind: RevisionKind
  note: string | null
  versionNumber: number | null
  savedAt: string
  savedBy: Person | null
}

export interface FormHistoryResult {
  formDefinition: {
    id: string
    title: string
    mayEdit: boolean
    draft: { version: number; savedAt: string; isChanged: boolean } | null
    versions: { nodes: HistoryVersion[] }
    revisions: { nodes: HistoryRevision[]; pageInfo: { hasPreviousPage: boolean; startCursor: string | null } }
  } | null
}

export const formHistoryQuery: Operation<FormHistoryResult, { id: string; last: number; before?: string | null }> = `query FormHistory($id: ID!, $last: Int!, $before: String) {
  formDefinition(id: $id) {
    id title mayEdit
    draft { version savedAt isChanged }
    versions(last: 100) { nodes { id number validFrom validTo isEnded publishedAt note publishedBy { ${STAFF} } } }
    revisions(last: $last, before: $before) {
      nodes { id number kind note versionNumber savedAt savedBy { ${STAFF} } }
      pageInfo { hasPreviousPage startCursor }
    }
  }
}`

export const templateOfQuery: Operation<{ node: { __typename: string; template?: Json } | null }, { id: string }> = `query TemplateOf($id: ID!) {
  node(id: $id) {
    __typename
    ... on FormRevision { template }
    ... on FormVersion { template }
  }
}`
