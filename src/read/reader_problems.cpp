// What a source has that is no response, and how it ends.
#include <fmt/format.h>

#include <utility>

#include "read/frame/binary.hpp"
#include "read/frame/front.hpp"
#include "read/frame/printed.hpp"
#include "read/reader_impl.hpp"

namespace logprobs {
using namespace read;

/// Notes what an event says, unless it says of what kind it is, or searching brought it to light.
std::optional<Event> Reader::Impl::pass_over(const Document& document) {
  const bool known = has_brackets(document.text) && decoder_.notes().event_without_tokens;
  const bool expected = unpacker_.expects_more(document);
  if (!known && (expected || document.event)) {
    Unread& unread = expected ? assembly_.unread() : unpacker_.unread();
    unread.note(document.text, document.place);
  }
  if (!expected) unpacker_.doubt(document, decoder_.trouble());
  return std::nullopt;
}

std::optional<Event> Reader::Impl::skip(const Document& document, const std::string& message) {
  if (!options_.one_response && !assembly_.open()) asked_ = {};  // it was asked there
  if (!unpacker_.expects_more(document)) {
    if (document.kind == Document::Kind::cut) unpacker_.doubt(document, message);
    return std::nullopt;
  }
  const bool begins_source = !std::exchange(found_anything_, true) && options_.begin.offset == 0;
  if (begins_source && !unpacker_.active()) {
    std::string binary = describe_signature(framer_.front());
    if (binary.empty()) binary = describe_binary(document.text);
    stopped_ = !binary.empty();
    if (stopped_) return problems_.fail(binary, "", true);
  }
  const bool foreign = document.kind == Document::Kind::foreign;
  if (foreign && in_page_) return std::nullopt;
  in_page_ = foreign && is_page(document.text);
  const bool ends = document.unfinished || document.kind == Document::Kind::cut;
  const Layer* const failed = ends ? intake_.failed() : nullptr;
  failure_told_ = failure_told_ || failed != nullptr;
  const bool damages = assembly_.open() && !assembly_.whole();
  if (damages && document.unfinished) {
    assembly_.mark_cut();
  } else if (damages && !foreign) {
    assembly_.mark_damaged(State::unusable, fmt::format("a broken {} of the stream was skipped",
                                                        document.event ? "event" : "line"));
  }
  return problems_.skip(unpacker_.located(document),
                        failed != nullptr ? failed->problem() : message);
}

Event Reader::Impl::end_source() {
  if (assembly_.open()) {
    if (const std::optional<Event> event = close()) return *event;
  }
  items_.finish();
  if ((of_item_ = items_.next())) return Event::done;
  lost_.take(assembly_.unread());
  const bool alone = !std::exchange(found_anything_, true);
  const Layer* const failed = intake_.failed();
  if (failed != nullptr && !std::exchange(failure_told_, true)) {
    return problems_.fail(failed->problem(), failed->cut() ? "cut_off" : "", alone);
  }
  if (alone && framer_.was_blank()) {
    return problems_.fail("empty: there is no response in it", "", true);
  }
  const Unread lost = std::exchange(lost_, {});
  if (!lost.any()) return alone ? problems_.fail("no response in it", "", true) : Event::end;
  if (alone && !decoder_.misfit().empty()) return problems_.fail(decoder_.misfit(), "", true);
  const char* const message = alone ? "no response in it, but data" : "data is not understood";
  return problems_.fail(fmt::format("{}: {}", message, lost.quoted()), "", alone,
                        alone ? Place{} : lost.place());
}

}  // namespace logprobs
