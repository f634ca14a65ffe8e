import type { Kind } from '../../domain/ticket.ts';

/** The first that fits. Names of types are translated for those who read them, so the commonest languages stand here too. */
const words: readonly (readonly [RegExp, Kind])[] = [
  // What is done after an incident is work of its own.
  [/post.?incident|postmortem|retrospective/, 'task'],
  [/incident|outage|vorfall|störung|incidente/, 'incident'],
  [/problem|problème|problema/, 'problem'],
  [/\bchange|\brfc\b|release|änderung|changement|cambio|modifica/, 'change'],
  [/alert|alarm|\bevent\b/, 'alert'],
  [/request|question|support|access|help|anfrage|anforderung|demande|solicitud|petición|richiesta/, 'request'],
];

/** The kind of a type of issue by its name: `[System] Incident`, `Service request with approvals`; any other is a task. */
export function ticketKind(type: string): Kind {
  const name = type.toLowerCase();
  return words.find(([pattern]) => pattern.test(name))?.[1] ?? 'task';
}
