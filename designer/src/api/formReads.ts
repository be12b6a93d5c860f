/** What the screens read of a form's life: less than the documented operations, or several at once. */
import type { CompareFormsResult, CompareFormsVariables, FormState, Json, Operation, RevisionKind } from './operations'

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
    eventNumber: number
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

export const LIFE = `id code title state thumbnailPath mayEdit mayPublish eventNumber
    section { code name }
    draft { version savedAt isChanged savedBy { ${STAFF} } }
    versions(last: 20) { nodes { id number validFrom validTo isEnded } }`

export const formLifeQuery: Operation<FormLifeResult, { id: string }> = `query FormLife($id: ID!) {
  formDefinition(id: $id) {
    ${LIFE}
  }
}`

export interface DraftNowResult {
  formDefinition: { draft: { version: number; template: Json; savedAt: string; savedBy: Person | null } | null } | null
}

export const draftNowQuery: Operation<DraftNowResult, { id: string }> = `query DraftNow($id: ID!) {
  formDefinition(id: $id) { draft { version template savedAt savedBy { ${STAFF} } } }
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

export type Difference = NonNullable<CompareFormsResult['compareForms']>['differences'][number]

export const differencesQuery: Operation<{ compareForms: { differences: Difference[] } | null }, CompareFormsVariables> = `query Differences($input: CompareFormsInput!) {
  compareForms(input: $input) { differences { page elementId kind words } }
}`
