#include "generate/variables.hpp"

#include <array>

namespace logprobs::generate {
namespace {

constexpr std::array table = {
    Variable{"LOGPROBS_MODEL, OPENAI_MODEL", "the model, where -m names none; the first counts"},
    Variable{"LOGPROBS_PROFILE", "the profile, where --profile names none"},
    Variable{"LOGPROBS_HISTORY", "*0* keeps no answer for --last, as --no-history does"},
    Variable{"OPENAI_API_KEY",
             "the key. It goes to the server that is asked and nowhere else, and is shown nowhere. "
             "No option takes the key itself, since everybody could read it in the list of "
             "processes"},
    Variable{"OPENAI_BASE_URL", "the API, where --base-url names none"},
    Variable{"OPENAI_API_BASE",
             "its name in older programs: it is not used, and a warning says so where it is the "
             "only one"},
    Variable{"OPENAI_ORG_ID, OPENAI_PROJECT_ID", "sent to api.openai.com, and to no other server"},
    Variable{"https_proxy, HTTPS_PROXY, http_proxy, all_proxy, ALL_PROXY, no_proxy, NO_PROXY",
             "the proxy, and whom to reach without it, where --proxy says nothing else"},
    Variable{"SSLKEYLOGFILE", "a file to which libcurl writes the keys of the connection"},
    Variable{"NO_COLOR",
             "if not empty: no colours. Probabilities are then told apart by bold, underlined and "
             "reversed text"},
    Variable{"CLICOLOR_FORCE, FORCE_COLOR",
             "colours even where there is no terminal; *FORCE_COLOR* also says how many: *0* none, "
             "*1* 16, *2* 256, *3* all"},
    Variable{"CLICOLOR", "*0*: no colours"},
    Variable{"TERM, COLORTERM, TERM_PROGRAM, TERM_PROGRAM_VERSION", "what the terminal can show"},
    Variable{"COLORFGBG",
             "whether its background is dark or light; without it the terminal is asked, for a "
             "tenth of a second at most"},
    Variable{"COLUMNS", "how wide the output is, where --width does not say"},
    Variable{"LC_ALL, LC_CTYPE, LANG", "whether the terminal can show UTF-8"},
    Variable{"XDG_CONFIG_HOME, XDG_STATE_HOME, XDG_CACHE_HOME, HOME",
             "where files of the program's own are, see below"},
    Variable{"TMPDIR", "where --open puts a page that -o names no file for"},
    Variable{"PATH", "where --open looks for what opens a page: *xdg-open* or *open*"},
};

}  // namespace

std::span<const Variable> variables() { return table; }

}  // namespace logprobs::generate
