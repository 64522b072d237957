// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "base/civil_date.h"
#include "linking/clusters.h"
#include "linking/copies.h"
#include "linking/event_summary.h"
#include "linking/identities.h"
#include "linking/link_words.h"
#include "linking/pair_score.h"
#include "linking/plans.h"

namespace demarche {
namespace {

std::int32_t day(int month, int of_month) {
  return static_cast<std::int32_t>(to_days({2026, month, of_month}));
}

/// "Ostrel shelled Dreb", told on a day of March 2026.
LinkMention shelling(const std::string& id, int published, Status status = Status::Happened) {
  LinkMention m;
  m.id = "mn_" + id;
  m.report = "rp_" + id;
  m.source = "Outlet " + id;
  m.published = to_iso({2026, 3, published});
  m.published_day = m.from = m.to = day(3, published);
  m.type = "ASSAULT";
  m.mode = "heavy-weapons";
  m.cameo = "194";
  m.status = status;
  m.score = 0.5F;
  m.place = "dreb";
  m.place_name = "Dreb";
  m.place_country = "SDN";
  m.acts = {"shell"};
  m.context = {"dreb", "ostrel", "village"};
  m.parties = {{false, true, "army of ostrel", "SDN"}};
  return m;
}

LinkMention dated(LinkMention m, int month, int of_month) {
  m.from = m.to = day(month, of_month);
  m.dated = true;
  return m;
}

Telling telling(const LinkMention& m, const std::string& origin = "") {
  Telling t{&m, m.report, origin.empty() ? m.source : origin, {}};
  for (const LinkParty& party : m.parties) t.identities.push_back(party.name);
  return t;
}

TEST(LinkWords, StemsMeet) {
  EXPECT_EQ(stem_of("shelled"), stem_of("shelling"));
  EXPECT_EQ(stem_of("met"), stem_of("meetings"));
  EXPECT_EQ(stem_of("seized"), stem_of("seizes"));
  EXPECT_EQ(stem_of("arrests"), stem_of("arrested"));
  EXPECT_NE(stem_of("killed"), stem_of("signed"));
  EXPECT_EQ(kind_of_act(stem_of("mortar")), kind_of_act(stem_of("shelling")));
  EXPECT_EQ(stems_of("They said the ministers met"), (std::vector<std::string>{"meet", "minister"}));
}

TEST(LinkWords, CommonStemsTellNothing) {
  LinkMention one = shelling("A", 2);
  LinkMention other = shelling("B", 2);
  const std::int32_t before = score_pair(one, other).points;
  one.context.insert(one.context.begin(), "army");
  other.context.insert(other.context.begin(), "army");
  EXPECT_TRUE(is_common("army"));
  EXPECT_EQ(score_pair(one, other).points, before);
  one.context.erase(std::find(one.context.begin(), one.context.end(), "ostrel"));
  EXPECT_LT(score_pair(one, other).points, before);
}

TEST(LinkWords, CountsPeople) {
  const auto numbers = numbers_of("A shell killed at least 35 people and wounded more than 80 on 28 August 1995, officials said");
  ASSERT_EQ(numbers.size(), 2U);
  EXPECT_EQ(numbers[0].what, Counted::Killed);
  EXPECT_EQ(numbers[0].low, 35);
  EXPECT_EQ(numbers[1].what, Counted::Injured);
  EXPECT_EQ(numbers[1].low, 80);
  EXPECT_TRUE(numbers_of("NATO suspended its air strikes for 72 hours").empty());
  EXPECT_EQ(numbers_of("Dozens of protesters marched").at(0).high, 99);
  EXPECT_TRUE(numbers_of("Several ministers were killed in 1995").empty());
  EXPECT_EQ(numbers_of("A 5m wall killed three people").at(0).high, 3);
  EXPECT_EQ(numbers_of("A magnitude 6.5 quake killed three people").at(0).high, 3);
  EXPECT_TRUE(numbers_of("He fell 5 m and was killed").empty());
}

TEST(LinkWords, ReadsNumbersOfSeveralWords) {
  const auto killed = [](const std::string& number) {
    const auto found = numbers_of("The army killed " + number + " people");
    return found.empty() ? std::string("none") : std::to_string(found[0].low) + "-" + std::to_string(found[0].high);
  };
  EXPECT_EQ(killed("2 million"), "2000000-2000000");
  EXPECT_EQ(killed("1.5 million"), "1500000-1500000");
  EXPECT_EQ(killed("1.5m"), "1500000-1500000");
  EXPECT_EQ(numbers_of("The army killed 1.5 million people").at(0).words, "1.5 million");
  EXPECT_EQ(killed("10k"), "10000-10000");
  EXPECT_EQ(killed("12,500"), "12500-12500");
  EXPECT_EQ(killed("twenty-five"), "25-25");
  EXPECT_EQ(killed("two hundred and fifty"), "250-250");
  EXPECT_EQ(killed("three thousand two hundred"), "3200-3200");
  EXPECT_EQ(killed("one hundred and twenty"), "120-120");
  EXPECT_EQ(killed("a hundred"), "100-100");
  EXPECT_EQ(killed("half a million"), "500000-500000");
  EXPECT_EQ(killed("two dozen"), "24-24");
  EXPECT_EQ(killed("several hundred"), "300-900");
  EXPECT_EQ(killed("tens of thousands of"), "20000-99000");
  EXPECT_EQ(killed("hundreds of thousands of"), "200000-999000");
  EXPECT_EQ(killed("35"), "35-35");
  EXPECT_EQ(killed("seven, eight or nine"), "7-7");
  EXPECT_EQ(killed("999999999bn"), "2000000000-2000000000");
  EXPECT_EQ(killed("12345678901234567890"), "none");
}

TEST(LinkWords, KnowWhoIsNobody) {
  for (const char* words : {"He", "them", "One of them", "two", "\"", "Everybody", "police", "three men"})
    EXPECT_TRUE(names_nobody(words)) << words;
  for (const char* words : {"WHO", "US", "Two officials", "Muratović", "One America News"}) EXPECT_FALSE(names_nobody(words)) << words;
}

TEST(LinkWords, KnowTheSentence) {
  const std::string text = "First one. Gen. Mladic met U.N. officers in Pale. Third.";
  const std::size_t at = text.find("met");
  EXPECT_EQ(sentence_around(text, at, at + 3), " Gen. Mladic met U.N. officers in Pale");
}

TEST(LinkMentions, ComeBackFromTheirLine) {
  LinkMention m = dated(shelling("A", 3), 3, 2);
  m.numbers = {{Counted::Killed, 3, 4, "3"}};
  m.tellers = {"?", "NBC News"};
  const LinkMention back = mention_from_line(to_line(m));
  EXPECT_EQ(to_line(back), to_line(m));
  EXPECT_EQ(back.parties, m.parties);
  EXPECT_EQ(back.numbers, m.numbers);
  EXPECT_EQ(back.tellers, m.tellers);
}

TEST(Pairs, ArePossibleOnlyWithinTheirDays) {
  const LinkMention a = dated(shelling("A", 3), 3, 2);
  EXPECT_GE(score_pair(a, dated(shelling("B", 4), 3, 2)).points, link_limit("join"));
  EXPECT_EQ(score_pair(a, shelling("B", 3)).points, score_pair(shelling("B", 3), a).points);
  EXPECT_FALSE(score_pair(a, dated(shelling("B", 9), 3, 8)).possible);
  EXPECT_FALSE(score_pair(a, shelling("B", 20)).possible);
  EXPECT_FALSE(score_pair(a, shelling("B", 3, Status::Planned)).possible) << "a plan is followed, not merged";
  LinkMention abroad = dated(shelling("C", 3), 3, 2);
  abroad.place = "karsk";
  abroad.place_country = "UKR";
  abroad.parties = {{false, true, "army of verania", "UKR"}};
  EXPECT_LT(score_pair(a, abroad).points, link_limit("join"));
}

TEST(Clusters, DoNotDependOnTheOrder) {
  std::vector<LinkMention> mentions;
  for (int i = 0; i < 12; ++i) mentions.push_back(dated(shelling(fmt::format("{:02}", i), 3 + i % 3), 3, 2 + i % 2 * 9));
  const auto ids = [&] {
    std::vector<std::vector<std::string>> groups;
    for (const auto& group : cluster(mentions, link_block(mentions), {})) {
      groups.emplace_back();
      for (const std::uint32_t at : group) groups.back().push_back(mentions[at].id);
    }
    return groups;
  };
  const auto expected = ids();
  EXPECT_EQ(expected.size(), 2U);
  std::mt19937 random(1);
  for (int i = 0; i < 5; ++i) {
    std::shuffle(mentions.begin(), mentions.end(), random);
    EXPECT_EQ(ids(), expected);
  }
}

TEST(Clusters, HonorPeople) {
  const std::vector<LinkMention> mentions = {dated(shelling("A", 3), 3, 2), dated(shelling("B", 3), 3, 2), dated(shelling("C", 20), 3, 19)};
  Ruling ruling;
  ruling.apart.insert(Ruling::pair("mn_B", "mn_A"));
  ruling.together.insert(Ruling::pair("mn_C", "mn_A"));
  const auto groups = cluster(mentions, link_block(mentions), ruling);
  ASSERT_EQ(groups.size(), 2U);
  EXPECT_EQ(groups[0], (std::vector<std::uint32_t>{0, 2}));
}

TEST(Summaries, CountOriginsAndNotReports) {
  const LinkMention a = shelling("A", 3);
  const LinkMention b = shelling("B", 4);
  const LinkMention c = shelling("C", 5, Status::Denied);
  const std::vector<Telling> tellings = {telling(c), telling(b, "NBC News"), telling(a, "NBC News")};
  const EventSummary summary = summarize(tellings);
  EXPECT_EQ(summary.n_independent, 2U);
  EXPECT_EQ(summary.votes[static_cast<std::size_t>(Status::Happened)], 1U);
  EXPECT_EQ(summary.first, "mn_A");
  EXPECT_TRUE(summary.contested);
  EXPECT_EQ(summary.status, Status::Happened);
  ASSERT_EQ(summary.disputes.size(), 1U);
  EXPECT_EQ(summary.disputes[0].kind, "assert_deny");
  EXPECT_EQ(summary.disputes[0].b, "mn_C");
  EXPECT_EQ(summary.first_reported, "2026-03-03");
  EXPECT_EQ(summary.last_reported, "2026-03-05");
}

TEST(Summaries, SetNumbersAgainstEachOther) {
  LinkMention a = shelling("A", 3);
  LinkMention b = shelling("B", 4);
  a.numbers = {{Counted::Killed, 35, 35, "35"}};
  b.numbers = {{Counted::Killed, 37, 37, "37"}};
  const EventSummary summary = summarize(std::vector<Telling>{telling(a), telling(b)});
  ASSERT_EQ(summary.numbers.size(), 1U);
  EXPECT_EQ(summary.numbers[0].low, 35);
  EXPECT_EQ(summary.numbers[0].high, 37);
  ASSERT_EQ(summary.disputes.size(), 1U);
  EXPECT_EQ(summary.disputes[0].kind, "number");
  EXPECT_EQ(summary.disputes[0].a_value, "35");
}

TEST(Summaries, OnePlaceByTwoNamesIsNoDispute) {
  LinkMention a = shelling("A", 3);
  LinkMention b = shelling("B", 3);
  a.place = a.place_name = "dreb market";
  b.place = b.place_name = "the covered market of dreb";
  EXPECT_TRUE(summarize(std::vector<Telling>{telling(a), telling(b)}).disputes.empty());
  b.place = b.place_name = "dreb";
  EXPECT_TRUE(summarize(std::vector<Telling>{telling(a), telling(b)}).disputes.empty());
  b.place = b.place_name = "karsk";  // the market may stand there
  EXPECT_TRUE(summarize(std::vector<Telling>{telling(a), telling(b)}).disputes.empty());
  b.place_country = "UKR";
  EXPECT_EQ(summarize(std::vector<Telling>{telling(a), telling(b)}).disputes.size(), 1U);
  b.place_country = a.place_country;
  b.place = b.place_name = "karsk market";
  EXPECT_EQ(summarize(std::vector<Telling>{telling(a), telling(b)}).disputes.size(), 1U);
}

TEST(Origins, AreTheInnermostNames) {
  LinkMention m = shelling("A", 3);
  EXPECT_EQ(origin_of(m, "Northern Wire", ""), "Northern Wire");
  EXPECT_EQ(origin_of(m, "Daily Karsk", "Northern Wire"), "Northern Wire");
  m.tellers = {"?", "NBC News"};
  EXPECT_EQ(origin_of(m, "Daily Karsk", ""), "NBC News");
}

TEST(Copies, AreFoundAndCredited) {
  std::string text = "SPLIT, Aug. 30 (APS/Northern Wire) - ";
  for (int i = 0; i < 80; ++i) text += fmt::format("word{} ", i);
  EXPECT_EQ(credited_agency(text), "Northern Wire");
  EXPECT_EQ(credited_agency("The minister (Northern Wire says) left"), "");
  EXPECT_DOUBLE_EQ(shared_part(text, text), 1);
  const Shingles own = shingles_of(text);
  for (std::size_t cut = 0; cut < text.size(); cut += 7) {
    const Shingles part = shingles_of(text.substr(cut) + " and then words of its own that the other does not have at all");
    EXPECT_GE(shared_at_most(own, part), shared_part(own, part));
  }
  EXPECT_LT(shared_at_most(own, shingles_of("Quite another text of some words that has nothing in common with it")), 0.3);
  EXPECT_LT(shared_part(text, "Quite another text of some words that has nothing in common with it"), 0.1);
  const auto one = text_bands(shingles_of(text));
  const auto other = text_bands(shingles_of(text + " and a last sentence that the first one did not have at all"));
  std::size_t shared = 0;
  for (const std::uint64_t band : one) shared += static_cast<std::size_t>(std::count(other.begin(), other.end(), band));
  EXPECT_GT(shared, 10U);
  const std::vector<CopyCandidate> group = {{"rp_1", "2026-03-01", "Daily Karsk", "Northern Wire"},
                                            {"rp_2", "2026-03-02", "Northern Wire", ""}};
  EXPECT_EQ(original_of(group), 1U);
}

TEST(Identities, JoinSpellingsAndLastNames) {
  std::vector<NamedActor> actors = {{"ac_1", "Slobodan Milosevic", "SRB", true}, {"ac_2", "Slobodan Milošević", "SRB", true},
                                    {"ac_3", "Milosevic", "SRB", true},          {"ac_4", "Milosevic", "USA", true},
                                    {"ac_5", "American officials", "USA", true}, {"ac_6", "Serbian officials", "USA", true}};
  const auto aliases = identify(actors);
  EXPECT_EQ(aliases[0].identity, 1U);
  EXPECT_EQ(aliases[0].reason, "spelling");
  EXPECT_EQ(aliases[2].identity, 1U);
  EXPECT_EQ(aliases[2].reason, "short-name");
  EXPECT_EQ(aliases[3].identity, 3U);
  EXPECT_EQ(aliases[5].identity, 5U);
  actors.push_back({"ac_7", "Marko Milosevic", "SRB", true});
  const std::vector<NamedActor> written = {{"ac_1", "Franjo Tuđman", "HRV", true}, {"ac_2", "Franjo Tudjman", "HRV", true}};
  EXPECT_EQ(identify(written)[0].identity, 0U);
  EXPECT_EQ(identify(written)[1].identity, 0U);
  EXPECT_EQ(identify(actors)[2].identity, 2U) << "a last name that two people bear is neither's";
}

TEST(Identities, OnlyPersonsAreCalledByTheirLastWord) {
  const std::vector<NamedActor> actors = {{"ac_1", "Serbia", "SRB", true},
                                          {"ac_2", "Parliament of Serbia", "SRB", true},
                                          {"ac_3", "Palestinians", "PSE", true},
                                          {"ac_4", "Medical Aid for Palestinians", "PSE", true},
                                          {"ac_5", "government", "SRB", true},
                                          {"ac_6", "Serbian Government", "SRB", true},
                                          {"ac_7", "William", "GBR", true},
                                          {"ac_8", "Prince William", "GBR", true},
                                          {"ac_9", "Hale", "USA", true},
                                          {"ac_a", "Robert van der Hale", "USA", true},
                                          {"ac_b", "Hale and Orr", "USA", true},
                                          {"ac_c", "ECOWAS", "IGO", true},
                                          {"ac_d", "Economic Community (ECOWAS)", "IGO", true}};
  const auto aliases = identify(actors);
  for (const std::uint32_t own : {0U, 2U, 4U, 6U}) EXPECT_EQ(aliases[own].identity, own) << actors[own].name;
  EXPECT_EQ(aliases[8].identity, 9U);
  EXPECT_EQ(aliases[11].identity, 12U);
}

TEST(Identities, TheBestNameHasNoStrayMark) {
  const std::vector<NamedActor> actors = {{"ac_1", "Rapid Support Forces'", "SDN", true},
                                          {"ac_2", "Rapid Support Forces", "SDN", true},
                                          {"ac_3", "Kim Jong Un", "PRK", true},
                                          {"ac_4", "Kim Jong-un", "PRK", true}};
  const auto aliases = identify(actors);
  EXPECT_EQ(aliases[0].identity, 1U);
  EXPECT_EQ(aliases[2].identity, 3U);
}

PlanEvent plan_event(const LinkMention& m) {
  PlanEvent event;
  event.summary = summarize(std::vector<Telling>{telling(m)});
  event.fullest = m;
  event.first_day = m.published_day;
  return event;
}

TEST(Plans, AreKeptLateWithdrawnOrNotSeen) {
  const PlanEvent plan = plan_event(dated(shelling("P", 3, Status::Planned), 3, 10));
  const auto verdict = [&](const LinkMention& m) {
    const auto outcome = judge(plan, plan_event(m));
    return outcome ? outcome->verdict : "none";
  };
  EXPECT_EQ(verdict(dated(shelling("A", 11), 3, 10)), "kept");
  EXPECT_EQ(verdict(dated(shelling("B", 21), 3, 20)), "late");
  EXPECT_EQ(verdict(dated(shelling("C", 9, Status::Denied), 3, 10)), "withdrawn");
  EXPECT_EQ(verdict(dated(shelling("D", 12, Status::Planned), 3, 25)), "changed");
  LinkMention other = dated(shelling("E", 11), 3, 10);
  other.parties = {{false, true, "army of verania", "UKR"}};
  EXPECT_EQ(verdict(other), "none");
  EXPECT_EQ(without_outcome(plan, day(3, 12)).verdict, "open");
  EXPECT_EQ(without_outcome(plan, day(4, 12)).verdict, "not_seen");
  const auto kept = judge(plan, plan_event(dated(shelling("A", 11), 3, 10)));
  const auto late = judge(plan, plan_event(dated(shelling("B", 21), 3, 20)));
  EXPECT_TRUE(counts_before(*kept, *late));
  EXPECT_TRUE(counts_before(*late, without_outcome(plan, kNoDay)));
}

TEST(Plans, AreAboutThoseWhomTheyName) {
  const auto visit = [](const std::string& id, int published, const std::string& guest, const std::string& country, Status status) {
    LinkMention m = shelling(id, published, status);
    m.type = "CONSULT";
    m.mode = "visit";
    m.cameo = "042";
    m.acts = {"visit"};
    m.place = m.place_name = m.place_country = "";
    m.parties = {{false, true, guest, country}, {true, true, "kenya", "KEN"}};
    return m;
  };
  const PlanEvent plan = plan_event(visit("P", 3, "ana hale", "ESP", Status::Planned));
  const auto is_outcome = [&](const LinkMention& m) { return judge(plan, plan_event(m)).has_value(); };
  EXPECT_TRUE(is_outcome(visit("A", 9, "ana hale", "ESP", Status::Happened)));
  EXPECT_FALSE(is_outcome(visit("B", 9, "bel kolar", "NOR", Status::Happened))) << "another guest";
  EXPECT_FALSE(is_outcome(visit("C", 9, "karl osric", "ESP", Status::Happened))) << "another guest of the same state";
  LinkMention same = visit("D", 3, "ana hale", "ESP", Status::Happened);
  same.report = "rp_P";
  EXPECT_FALSE(is_outcome(same)) << "a report tells by itself what is planned and what was done";
  LinkMention elsewhere = visit("E", 9, "ana hale", "ESP", Status::Happened);
  elsewhere.parties[1] = {true, true, "norway", "NOR"};
  EXPECT_FALSE(is_outcome(elsewhere)) << "another host";
}

TEST(Plans, OfNoDayAreNeverLate) {
  LinkMention wish = shelling("P", 1, Status::Requested);
  const auto outcome = judge(plan_event(wish), plan_event(dated(shelling("A", 11), 4, 10)));
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->verdict, "kept");
}

TEST(Plans, OfMeetingsNeedAllWhoWereToMeet) {
  const auto talks = [](const std::string& id, int published, std::vector<LinkParty> parties, Status status) {
    LinkMention m = shelling(id, published, status);
    m.type = "CONSULT";
    m.mode = m.cameo = m.place = m.place_name = m.place_country = "";
    m.acts = {"talk"};
    m.context = {};
    m.parties = std::move(parties);
    return m;
  };
  const LinkParty hale{false, true, "ana hale", "ESP"};
  const LinkParty kolar{false, true, "bel kolar", "NOR"};
  const LinkParty osric{false, true, "karl osric", "KEN"};
  const PlanEvent plan = plan_event(talks("P", 3, {hale, kolar}, Status::Planned));
  EXPECT_TRUE(judge(plan, plan_event(talks("A", 9, {kolar, hale}, Status::Happened))));
  EXPECT_TRUE(judge(plan, plan_event(talks("B", 9, {hale, kolar, osric}, Status::Happened))));
  EXPECT_FALSE(judge(plan, plan_event(talks("C", 9, {hale, osric}, Status::Happened))));
}

}  // namespace
}  // namespace demarche
