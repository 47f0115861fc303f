# Writes a source file with the report's page, controls, style and script, with the page and style of stats, and
# with the hashes of styles and script that a page's Content-Security-Policy allows. Pages leave out comments and
# indentation:
#
#     cmake -DOUT=FILE "-DPAGE=FILE;FILE" -DCONTROLS=FILE "-DSTYLES=FILE;FILE" "-DSCRIPTS=FILE;FILE;..."
#       "-DSTATS_PAGE=FILE;FILE" "-DSTATS_STYLES=FILE;FILE" -P embed.cmake

set(digits A B C D E F G H I J K L M N O P Q R S T U V W X Y Z
           a b c d e f g h i j k l m n o p q r s t u v w x y z 0 1 2 3 4 5 6 7 8 9 + /)

# Turns a hexadecimal SHA-256 into base64: six bits per digit, with two bits of padding in the last.
function(base64_of_sha256 hex result)
  set(text "")
  foreach(at RANGE 0 63 3)
    string(SUBSTRING "${hex}00" ${at} 3 three)
    math(EXPR high "0x${three} >> 6")
    math(EXPR low "0x${three} & 63")
    list(GET digits ${high} one)
    list(GET digits ${low} two)
    string(APPEND text ${one}${two})
  endforeach()
  string(SUBSTRING ${text} 0 43 text)
  set(${result} "${text}=" PARENT_SCOPE)
endfunction()

function(hash_of text result)
  string(SHA256 hex "${text}")
  base64_of_sha256(${hex} base64)
  set(${result} ${base64} PARENT_SCOPE)
endfunction()

function(read_all files result)
  set(all "")
  foreach(file ${files})
    file(READ ${file} text)
    string(APPEND all "${text}")
  endforeach()
  set(${result} "${all}" PARENT_SCOPE)
endfunction()

function(read_code files result)
  read_all("${files}" code)
  string(REGEX REPLACE "\n *//[^\n]*" "" code "${code}")
  string(REGEX REPLACE " */\\*[^*]*\\*/" "" code "${code}")
  string(REGEX REPLACE "\n[\n ]*" "\n" code "${code}")
  set(${result} "${code}" PARENT_SCOPE)
endfunction()

read_all("${PAGE}" page)
read_all("${CONTROLS}" controls)
list(GET STYLES 0 tints_file)
read_code("${tints_file}" tints)
read_code("${STYLES}" style)
read_code("${SCRIPTS}" script)
read_all("${STATS_PAGE}" stats_page)
read_code("${STATS_STYLES}" stats_style)
hash_of("${style}" style_hash)
hash_of("${stats_style}" stats_style_hash)
hash_of("${script}" script_hash)

file(WRITE ${OUT} "#include \"show/html/report_page.hpp\"

namespace logprobs::show {

std::string_view report_page() { return R\"_(${page})_\"; }
std::string_view report_controls() { return R\"_(${controls})_\"; }
std::string_view report_tints() { return R\"_(${tints})_\"; }
std::string_view report_style() { return R\"_(${style})_\"; }
std::string_view report_style_hash() { return \"${style_hash}\"; }
std::string_view report_script() { return R\"_(${script})_\"; }
std::string_view report_script_hash() { return \"${script_hash}\"; }
std::string_view stats_page() { return R\"_(${stats_page})_\"; }
std::string_view stats_style() { return R\"_(${stats_style})_\"; }
std::string_view stats_style_hash() { return \"${stats_style_hash}\"; }

}  // namespace logprobs::show
")
