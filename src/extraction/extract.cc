// SPDX-License-Identifier: Apache-2.0
#include "extraction/extract.h"

#include <iterator>

#include "document/slice.h"
#include "extraction/actor_resolver.h"
#include "extraction/attribution.h"
#include "extraction/event_coder.h"
#include "extraction/stories.h"

namespace demarche {
namespace {

void extract_story(Document& document, const ActorResolver& actors, const Lexicons& lexicons) {
  document.attach(attribute(document, actors, lexicons));
  // Every statement is known before events are coded: who asserts an event depends on them.
  document.attach(code_events(document, actors, lexicons));
}

/// Positions of the part's findings count from those that are there already.
void append(std::vector<Statement> more, std::vector<Event> events_more, Statements& statements, Events& events) {
  const auto first_statement = static_cast<std::uint32_t>(statements.statements.size());
  const auto first_event = static_cast<std::uint32_t>(events.events.size());
  for (Statement& statement : more)
    if (statement.within) *statement.within += first_statement;
  for (Event& event : events_more) {
    if (event.within) *event.within += first_statement;
    if (event.content_of) *event.content_of += first_event;
  }
  std::move(more.begin(), more.end(), std::back_inserter(statements.statements));
  std::move(events_more.begin(), events_more.end(), std::back_inserter(events.events));
}

}  // namespace

void extract(Document& document, const Lexicons& lexicons) {
  const ActorResolver actors(document, lexicons);
  const std::vector<WordRange> stories = find_stories(ReadingView(document), actors);
  if (stories.size() <= 1) return extract_story(document, actors, lexicons);
  Statements statements;
  Events events;
  for (const WordRange words : stories) {
    Document story = slice(document, words);
    extract_story(story, ActorResolver(story, lexicons), lexicons);
    append(story.get<Statements>().statements, story.get<Events>().events, statements, events);
  }
  document.attach(std::move(statements));
  document.attach(std::move(events));
}

}  // namespace demarche
