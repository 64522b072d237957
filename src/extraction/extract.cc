// SPDX-License-Identifier: Apache-2.0
#include "extraction/extract.h"

#include <algorithm>
#include <iterator>
#include <map>

#include "document/slice.h"
#include "extraction/actor_resolver.h"
#include "extraction/attribution.h"
#include "extraction/event_coder.h"
#include "extraction/stories.h"

namespace demarche {
namespace {

/// The same words are one party: where its country was weighed, the one that most events found holds in all of them, and where it speaks.
void agree_on_countries(std::vector<Statement>& statements, std::vector<Event>& events) {
  std::map<TextSpan, std::vector<std::pair<std::string, int>>> votes;  // by the words, in text order of the events
  const auto vote = [&](const Entity& party) {
    if (!ActorResolver::is_by_context(party)) return;
    auto& counts = votes[party.span];
    const auto known = std::find_if(counts.begin(), counts.end(), [&](const auto& count) { return count.first == party.country; });
    known == counts.end() ? void(counts.emplace_back(party.country, 1)) : void(++known->second);
  };
  const auto agree = [&](Entity& party) {
    const auto found = votes.find(party.span);
    if (found == votes.end() || !ActorResolver::is_by_context(party)) return;
    const auto& counts = found->second;
    const auto most = std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    ActorResolver::set_country_by_context(party, most->first);
  };
  for (Event& event : events)
    for (auto* parties : {&event.actors, &event.recipients}) std::for_each(parties->begin(), parties->end(), vote);
  for (Event& event : events)
    for (auto* parties : {&event.actors, &event.recipients}) std::for_each(parties->begin(), parties->end(), agree);
  for (Statement& statement : statements)
    for (auto* party : {&statement.speaker, &statement.addressee})
      if (*party) agree(**party);
}

void extract_story(Document& document, const ActorResolver& actors, const Lexicons& lexicons) {
  Statements said = attribute(document, actors, lexicons);
  Events events = code_events(document, said.statements, actors, lexicons);
  agree_on_countries(said.statements, events.events);
  document.attach(std::move(said));
  document.attach(std::move(events));
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
