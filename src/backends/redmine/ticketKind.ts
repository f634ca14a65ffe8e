import type { Kind } from '../../domain/ticket.ts';

/**
 * What trackers are called, the first that fits: the words for the kinds, and those that Redmine seeds an instance with in its languages
 * (`default_tracker_*` in its config/locales): a bug is something that does not work, features and support are asked for.
 */
const words: readonly (readonly [RegExp, Kind])[] = [
  [/alert|alarm|monitoring|alerte|alerta|allarme/, 'alert'],
  [/problem|probl[eè]me?|problema|root cause/, 'problem'],
  [/change|\brfc\b|release|änderung|changement|cambio|cambiamento|wijziging|zmiana|změna|изменени|変更|变更/, 'change'],
  [
    /incident|inzident|incidence|incidencia|incidente|outage|störung|vorfall|panne|disruption|emergency|\bbug|defe[ck]t|fehler|anomalie|error|błąd|chyba|fejl|\bfeil\b|hiba|ошибк|помилк|инцидент|バグ|障害|缺陷|错误|臭蟲/,
    'incident',
  ],
  [
    /request|feature|support|anfrage|anforderung|unterstützung|demande|assistance|[ée]volution|solicitud|petici[óo]n|soporte|caracter[íi]stica|richiesta|supporto|suporte|pedido|funcionali|verzoek|aanvraag|ondersteuning|wsparcie|podpora|požadav|zgłosz|поддержк|улучшен|запрос|заявк|サポート|機能|功能|支持/,
    'request',
  ],
];

/** The kind that a tracker stands for; a task where its name says nothing. */
export function ticketKind(tracker: string): Kind {
  const name = tracker.toLowerCase();
  return words.find(([pattern]) => pattern.test(name))?.[1] ?? 'task';
}
