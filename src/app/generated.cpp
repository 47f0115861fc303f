#include "app/generated.hpp"

#include "app/known_models.hpp"
#include "app/prepare.hpp"
#include "generate/generate.hpp"

namespace logprobs::app {
namespace {

std::string list_models(const cli::Options& options, const system::Environment& environment) {
  const std::string base_url = asked_endpoint(options.ask, environment).base;
  const auto now = std::filesystem::file_time_type::clock::now();
  std::string text;
  for (const std::string& name : known_models(known_models_folder(environment), base_url, now)) {
    text += name + "\n";
  }
  return text;
}

}  // namespace

std::string generated_text(const cli::Options& options, const system::Environment& environment) {
  switch (options.generate) {
    case cli::Generate::none:
      break;
    case cli::Generate::man:
      return generate::man_page();
    case cli::Generate::complete_bash:
      return generate::bash_completion();
    case cli::Generate::complete_zsh:
      return generate::zsh_completion();
    case cli::Generate::complete_fish:
      return generate::fish_completion();
    case cli::Generate::models:
      return list_models(options, environment);
  }
  return {};
}

}  // namespace logprobs::app
