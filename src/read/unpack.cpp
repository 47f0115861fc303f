#include "read/unpack.hpp"

namespace logprobs::read {

void Unpacker::open_array(const Document& document, const std::vector<std::string_view>& elements,
                          const Envelope& envelope) {
  Level& level = levels_.emplace_back();
  level.outer = document;
  level.envelope = envelope;
  level.text.append(document.text);
  for (auto element = elements.rbegin(); element != elements.rend(); ++element) {
    const auto begin = static_cast<std::size_t>(element->data() - document.text.data());
    level.elements.push_back(level.text.text().substr(begin, element->size()));
  }
}

void Unpacker::open_text(const Document& document, const Envelope& envelope) {
  Level& level = levels_.emplace_back();
  level.outer = document;
  level.envelope = envelope;
  level.framer = std::make_unique<Framer>(max_bytes_);
  level.framer->feed(envelope.text);
  level.framer->finish();
}

bool Unpacker::next(Document& document) {
  Level& level = levels_.back();
  if (level.framer) {
    if (!level.framer->next(document)) return false;
    document.place = level.outer.place;
    document.one_line = level.outer.one_line;
    document.own_line = level.outer.own_line;
    document.inside = true;
    document.element = level.outer.element;
    document.unfinished = document.unfinished && level.outer.unfinished;
  } else {
    if (level.elements.empty()) return false;
    document = level.outer;
    document.text = level.elements.back();
    document.element = true;
    level.elements.pop_back();
  }
  ++level.documents;
  return true;
}

bool Unpacker::close() {
  const bool several = levels_.back().documents > 1;
  levels_.pop_back();
  return several;
}

void Unpacker::put_envelopes_into(Answer& answer) const {
  for (const Level& level : levels_) put_into(level.envelope, answer);
}

}  // namespace logprobs::read
