# shellcheck shell=sh
# The part of check.sh that is the same for every book: it is read by generate.ts, which puts the examples after it.
#
# The names of its variables begin with _, so that they do not meet those of the examples. Nothing happens before
# the last line of the script, `main "$@"`, has been read: half a download does nothing.

# --- What an example says ------------------------------------------------------------------------------------------
# A chapter is a function whose lines are calls of these. It is called several times: $_mode says what for.

chapter() { # NAME TITLE
	_chapter=$1
	case $_mode in
		list) printf '\n%s: %s\n' "$1" "$2" ;;
		run) printf '# %s\n' "$2" ;;
	esac
}

example() { # NAME TITLE
	end_example
	_id=$_chapter/$1 _title=$2 _result=ok _reason=''
	case $_mode in
		list) printf '    %s: %s\n' "$1" "$2" ;;
		count) echo "$_id" ;;
		run)
			[ -z "$_stop" ] || skip "$_stop"
			: >"$_work/out"
			: >"$_work/command"
			# A reader is slower than this script, and an engine's log of events counts in seconds.
			[ "$_result" != ok ] || sleep 1
			;;
		rest) grep -q -x -F -e "$_id" "$_work/reported" || report_rest ;;
	esac
}

# The example needs something that not every machine has. Such an example stands on its own: no other builds on it.
needs() { # limits|linux|...
	[ "$_mode" = run ] && [ "$_result" = ok ] || return 0
	case $1 in
		limits) has_limits ||
			skip "needs limits on memory and processes, which $_engine does not have here" ;;
		linux) [ "$(uname -s)" = Linux ] || skip "needs Linux" ;;
		*) skip "needs $1, which this script does not set up" ;;
	esac
}

# The example opens a port of this machine.
publishes() { # PORT
	[ "$_mode" != ports ] || echo "$1"
}

# What follows is for one engine only.
on() { # ENGINE CALL...
	_for=$1
	shift
	[ "$_for" != "$_engine" ] || "$@"
}

# A command, and what must come of it. Keywords:
#   exits N               its exit status; 0 where nothing is said
#   shows PATTERN         its output matches
#   hides PATTERN         its output does not match
#   within SECONDS        the time that it gets; 60 where nothing is said
#   types LINE            a line that is typed into it
#   interrupt_after PATTERN
#                         it does not end by itself: it is sent a signal once its output matches
#   keeps NAME GROUP PATTERN
#                         a part of its output gets a name; ‹NAME› in a later pattern stands for it
#   lists KIND            its output shows whatever there is of a kind, yours too: a mismatch may be due to that
#   acts_on_all KIND      it changes whatever there is: left out if there is something of yours
#   removes_image NAME    left out if you have that image
#   cannot REASON         left out
#
# A pattern is an extended regular expression, as grep -E knows them: ^, $, . and [^...] keep to one line. \n in it
# goes on to the next line.
step() { # COMMAND [KEYWORD VALUE...]...
	[ "$_mode" != words ] || printf '%s\n' "$1"
	[ "$_mode" = run ] && [ "$_result" = ok ] || return 0
	_command=$(printf '%s\n' "$1" | put_engine)
	printf '%s\n' "$_command" >"$_work/command"
	shift
	_expected=0 _seconds=60 _after='' _lists=''
	: >"$_work/input"
	prepare_step "$@"
	[ "$_result" = ok ] || return 0

	# The watcher sees a new number and counts from 0.
	_steps=$((_steps + 1))
	echo "$_steps $((_seconds * _patience))" >"$_work/limit"
	: >"$_work/out"
	if [ -n "$_after" ]; then
		run_and_interrupt "$_after"
	else
		run_command >"$_work/out" 2>&1 <"$_work/input"
		_status=$?
	fi
	one_line <"$_work/out" >"$_work/line"
	[ "$_result" = ok ] || return 0
	check_step "$@"
}

# The keywords that matter before the command.
prepare_step() {
	while [ $# -gt 0 ] && [ "$_result" = ok ]; do
		case $1 in
			exits) _expected=$2 ;;
			within) _seconds=$2 ;;
			types) printf '%s\n' "$2" >>"$_work/input" ;;
			interrupt_after) _after=$2 ;;
			lists) _lists="$_lists $2" ;;
			acts_on_all) ! has_own "$2" || leave_out "acts on all $2, and there are some of yours" ;;
			removes_image) ! has_own_image "$2" || leave_out "removes the image $2, which you had before" ;;
			cannot) leave_out "$2" ;;
			keeps) shift 2 ;;
			shows | hides) ;;
			*) bail_out "the script is damaged: a step cannot say $1" ;;
		esac
		shift 2
	done
}

# The keywords that matter after it.
check_step() {
	# A signal is not a key: what is interrupted here may end otherwise than with Ctrl-C.
	if [ -z "$_after" ] && [ "$_status" != "$_expected" ]; then
		fail "exit status $_expected" "exit status $_status"
	fi
	while [ $# -gt 0 ] && [ "$_result" = ok ]; do
		case $1 in
			shows) matches "$2" || fail "output that matches $2" 'no match' ;;
			hides) ! matches "$2" || fail "no output that matches $2" 'a match' ;;
			keeps)
				keep "$2" "$3" "$4" || fail "output that matches $4" 'no match'
				shift 2
				;;
		esac
		shift 2
	done
}

# --- How a step is run ---------------------------------------------------------------------------------------------

# $CR becomes the engine's name, as in the book.
put_engine() {
	sed -e ':again' -e "s/[\$]CR\([^A-Za-z0-9_]\)/$_engine\1/" -e 't again' -e "s/[\$]CR\$/$_engine/"
}

# In this very shell, so that variables, functions and the folder carry over to the next step.
run_command() {
	set --
	eval "$_command"
}

run_and_interrupt() { # PATTERN
	rm -f "$_work/ended"
	( run_command; echo $? >"$_work/ended" ) >"$_work/out" 2>&1 </dev/null &
	_job=$!
	# If neither comes, the watcher's time limit does.
	until one_line <"$_work/out" >"$_work/line" && matches "$1" || [ -e "$_work/ended" ]; do sleep 1; done
	_status=0
	if [ -e "$_work/ended" ]; then
		_status=$(cat "$_work/ended")
		matches "$1" || fail "output that matches $1, then a signal to end it" "it ended with exit status $_status"
	else
		# Not every program listens to an interrupt from a script; the last one none can ignore.
		for _signal in INT TERM KILL; do
			signal_to "$_signal" "$(descendants "$_job")"
			for _try in 1 2 3 4 5; do [ -e "$_work/ended" ] || sleep 1; done
			[ ! -e "$_work/ended" ] || break
		done
	fi
	wait "$_job" 2>/dev/null
}

# Ends a chapter whose step takes too long or prints too much. Runs beside it.
watch_chapter() { # PID
	_last='' _passed=0
	while sleep 1 && kill -0 "$1" 2>/dev/null; do
		read -r _step _allowed <"$_work/limit" || continue
		[ "$_step" = "$_last" ] || _passed=0
		_last=$_step _passed=$((_passed + 1))
		if [ "$_passed" -gt "$_allowed" ]; then
			echo "no end within $_allowed seconds (PATIENCE=3 sh $0 gives three times as many)" >"$_work/killed"
		elif [ "$(wc -c <"$_work/out")" -gt 10000000 ]; then
			echo 'more than 10 MB of output' >"$_work/killed"
		else
			continue
		fi
		end_tree "$1"
		return
	done
}

# The processes that a process has started, and those that they have.
descendants() { # PID
	ps -A -o pid= -o ppid= | awk -v root="$1" '
		{ parent[$1] = $2 }
		END {
			for (pid in parent) {
				above = parent[pid]
				for (steps = 0; above != root && above in parent && steps < 1000; steps++) above = parent[above]
				if (above == root) print pid
			}
		}'
}

signal_to() { # SIGNAL PIDS
	for _pid in $2; do kill -s "$1" "$_pid" 2>/dev/null; done
}

# The shell first: it would go on with its next command.
end_tree() { # PID
	_below=$(descendants "$1")
	signal_to KILL "$1"
	signal_to TERM "$_below"
	for _try in 1 2; do
		for _pid in $_below; do
			if kill -0 "$_pid" 2>/dev/null; then sleep 1 && break; fi
		done
	done
	signal_to KILL "$_below"
}

# --- How an output is compared -------------------------------------------------------------------------------------
# The output becomes one line, in which \002 begins a line, \003 ends it and \001 stands for the newline.

# Colours go, tabs become spaces, characters outside ASCII become \004, blank lines at the end go.
one_line() {
	(
		LC_ALL=C
		export LC_ALL
		_cr=$(printf '\r') _escape=$(printf '\033')
		sed -e "s/$_escape\[[0-9;?]*[A-Za-z]//g" -e "s/$_cr\$//" |
			tr '\r' '\n' | tr -d '\000-\010\013-\037\177-\277' | tr '\300-\377' '[\004*]' | expand |
			awk 'BEGIN { ORS = "" }
				/^ *$/ { held = held "\002" $0 "\003\001"; next }
				{ print (printed ? "\001" : "") held "\002" $0 "\003"; held = ""; printed = 1 }
				END { if (!printed) print "\002\003" }'
	)
}

# A pattern as it is for that one line. Values that a step has kept are put in, to the letter.
for_one_line() { # PATTERN
	printf '%s\n' "$1" | LC_ALL=C CHECK_KEPT="$_work/kept" awk '
		function kept(name,    value, letters, i, letter) {
			getline value <(ENVIRON["CHECK_KEPT"] "/" name)
			close(ENVIRON["CHECK_KEPT"] "/" name)
			for (i = 1; i <= length(value); i++) {
				letter = substr(value, i, 1)
				letters = letters (index("\\^$.[|()*+?{", letter) ? "\\" letter : letter)
			}
			return letters
		}
		{
			rest = $0
			while (rest != "") {
				c = substr(rest, 1, 1)
				rest = substr(rest, 2)
				if (c == "\\") {
					c = substr(rest, 1, 1)
					rest = substr(rest, 2)
					done = done (c == "n" ? "\003?\001\002?" : "\\" c)
				} else if (c == "^") {
					done = done "\002"
				} else if (c == "$") {
					done = done "\003"
				} else if (c == ".") {
					done = done "[^\001\002\003]"
				} else if (c == "[") {
					marks = ""
					if (substr(rest, 1, 1) == "^") { c = "[^"; rest = substr(rest, 2); marks = "\001\002\003" }
					if (substr(rest, 1, 1) == "]") { c = c "]"; rest = substr(rest, 2) }
					end = index(rest, "]")
					done = done c marks substr(rest, 1, end)
					rest = substr(rest, end + 1)
				} else if (index(c rest, "‹") == 1) {
					rest = substr(c rest, length("‹") + 1)
					end = index(rest, "›")
					done = done kept(substr(rest, 1, end - 1))
					rest = substr(rest, end + length("›"))
				} else {
					done = done c
				}
			}
			print done
		}'
}

# Does the output of the last step match?
matches() { # PATTERN
	LC_ALL=C grep -E -q -e "$(for_one_line "$1")" "$_work/line"
}

keep() { # NAME GROUP PATTERN
	_end=$(printf '\005')
	_pattern=$(for_one_line "$3")
	LC_ALL=C grep -E -o -e "$_pattern" "$_work/line" | head -n 1 |
		LC_ALL=C sed -E -e "s$_end^$_pattern\$$_end\\$2$_end" | tr -d '\001-\003' >"$_work/kept/$1"
	[ -s "$_work/kept/$1" ]
}

# --- What is reported: TAP, https://testanything.org -----------------------------------------------------------------

end_example() {
	[ "$_mode" = run ] && [ -n "$_id" ] || return 0
	report "$_result" "$_reason"
	[ "$_result" = ok ] || [ ! -s "$_work/details" ] || cat "$_work/details"
	: >"$_work/details"
	_id=''
}

report() { # ok|skip|failed [REASON]
	printf '%s\n' "$_id" >>"$_work/reported"
	echo "$1" >>"$_work/results"
	_line="$(wc -l <"$_work/results" | tr -d ' ') - $(printf '%s' "$_id: $_title" | sed 's/[\\#]/\\&/g')"
	case $1 in
		ok) printf 'ok %s\n' "$_line" ;;
		skip) printf 'ok %s # SKIP %s\n' "$_line" "$2" ;;
		failed) printf 'not ok %s\n' "$_line" ;;
	esac
}

skip() { # REASON
	_result=skip _reason=$1
}

# What the example's commands still do or show is not looked at. What comes after it in the chapter may miss that.
leave_out() { # REASON
	skip "$1"
	[ -n "$_gap" ] || echo "$1" >"$_work/gap"
	_gap=${_gap:-$1}
}

fail() { # EXPECTED FOUND
	for _kind in $_lists; do
		if has_own "$_kind"; then
			leave_out "shows your own $_kind too"
			return
		fi
	done
	if [ "$_status" = 127 ] && _missing=$(grep -e "^$0: .*not found\$" "$_work/out"); then
		leave_out "a program is not installed here: ${_missing##*"$0: "}"
		_stop="comes after $_id, which could not be run here"
	elif [ -n "$_gap" ]; then
		leave_out "may miss what was left out before: $_gap"
	else
		_result=failed
		_stop="comes after $_id, which failed"
	fi
	explain "$1" "$2" >"$_work/details"
}

explain() { # EXPECTED FOUND
	sed 's/^/# command:  /' "$_work/command"
	printf '# expected: %s\n# found:    %s\n' "$1" "$2"
	if [ -s "$_work/out" ]; then
		echo '# output, the last lines:'
		tail -n 12 "$_work/out" | cut -c 1-300 | tr -d '\000-\010\013-\037\177' | sed 's/^/#     /'
	else
		echo '# output:   none'
	fi
}

# Examples of a chapter that has not been started, or not been ended.
report_rest() {
	if [ -n "$_obstacle" ]; then
		report skip "$_obstacle"
	elif [ -n "$_stop" ]; then
		report skip "$_stop"
	elif [ -s "$_work/gap" ]; then
		_stop="comes after $_id, which did not end"
		report skip "may miss what was left out before: $(cat "$_work/gap")"
	else
		_stop="comes after $_id, which failed"
		report failed
		explain 'its end' "$(cat "$_work/killed" 2>/dev/null || echo 'the end of the shell that it ran in')"
	fi
}

bail_out() { # MESSAGE
	printf 'Bail out! %s\n' "$1"
	exit 1
}

# --- What is yours ---------------------------------------------------------------------------------------------------

# What the engine has, as a file for each kind.
look() { # FOLDER
	mkdir -p "$1"
	: >"$1/pods"
	{
		"$_engine" container ls --all --quiet --no-trunc >"$1/containers" &&
			"$_engine" volume ls --quiet >"$1/volumes" &&
			"$_engine" network ls --quiet --no-trunc >"$1/networks" &&
			"$_engine" image ls --no-trunc --format '{{.Repository}}:{{.Tag}} {{.ID}}' >"$1/images" &&
			{ [ "$_engine" != podman ] || podman pod ls --quiet --no-trunc >"$1/pods"; }
	} 2>"$_work/fault"
}

# Names of yours that a command of the book could mean.
look_at_names() {
	"$_engine" container ls --all --format 'container {{.Names}}'
	"$_engine" volume ls --format 'volume {{.Name}}'
	"$_engine" network ls --format 'network {{.Name}}' | grep -v -E '^network (bridge|host|none|podman)$'
	[ "$_engine" != podman ] || podman pod ls --format 'pod {{.Name}}'
}

has_own() { # containers|images|volumes|networks|pods
	if [ "$1" = networks ]; then
		grep -q '^network ' "$_work/names"
	else
		[ -s "$_work/before/$1" ]
	fi
}

# alpine, alpine:latest and docker.io/library/alpine:latest are one image.
short_names() {
	sed -e 's|^docker\.io/||' -e 's|^library/||' -e 's|^localhost/||' -e '/[:@][^/]*$/!s/$/:latest/'
}

has_own_image() { # NAME
	cut -d ' ' -f 1 "$_work/before/images" | short_names | grep -q -x -F -e "$(printf '%s\n' "$1" | short_names)"
}

# What the engine has now and did not have before.
new() { # KIND
	LC_ALL=C grep -v -x -F -f "$_work/before/$1" "$_work/now/$1"
}

# Why a chapter cannot be run beside what is yours; nothing if it can.
obstacle_to() { # FUNCTION
	_mode=ports
	for _port in $("$1"); do
		if port_is_taken "$_port"; then
			echo "needs port $_port, on which something of yours listens"
			return
		fi
	done
	_mode=words
	"$1" | words >"$_work/words"
	awk 'NR == FNR { word[$0]; next } $2 in word { print "uses the name " $2 ", and you have a " $1 " of that name"; exit }' \
		"$_work/words" "$_work/names"
}

words() {
	tr -s " \t'\"\`=,;|&()<>{}^\$" '[\n*]' | sed 's|:/.*||' | sort -u
}

port_is_taken() { # PORT
	{ ss -l -t -n || netstat -a -n; } 2>/dev/null | grep LISTEN | grep -q "[.:]$1[[:space:]]"
}

has_limits() {
	case $_engine in
		podman) podman info --format '{{.Host.CgroupControllers}}' | grep memory | grep -q pids ;;
		docker) docker info --format '{{.MemoryLimit}} {{.PidsLimit}}' 2>/dev/null | grep -q '^true true$' ;;
	esac
}

# --- How it is cleared away -------------------------------------------------------------------------------------------

# Removes what the engine has now and did not have before, and gives tags back to the images that had them.
clear_engine() {
	[ -e "$_work/looked" ] || return 0
	# Tags first: an image of yours without any could not be told from one without use.
	look "$_work/now" || return 0
	grep -v -x -F -f "$_work/now/images" "$_work/before/images" | grep -v '<none>' |
		while read -r _name _image; do "$_engine" image tag "$_image" "$_name" </dev/null; done >/dev/null 2>&1
	# What depends on something else can go only when that has gone.
	for _round in 1 2 3; do
		look "$_work/now" || break
		_more=''
		for _kind in containers pods volumes networks images; do
			new "$_kind" >"$_work/new" || continue
			while read -r _name _image; do remove "$_kind" "$_name" "$_image" </dev/null && _more=yes; done <"$_work/new"
		done >/dev/null 2>&1
		[ -n "$_more" ] || break
	done
	look "$_work/now" || return 0
	for _kind in containers pods volumes networks images; do
		new "$_kind" | sed "s/^/# left: $_engine, $_kind: /"
	done
}

remove() { # KIND NAME [IMAGE]
	case $1 in
		containers)
			is_from_the_book "$2" || return 1
			"$_engine" container kill "$2"
			"$_engine" container rm --force --volumes "$2"
			;;
		pods) podman pod rm --force "$2" ;;
		volumes) "$_engine" volume rm "$2" ;;
		networks) "$_engine" network rm "$2" ;;
		images)
			case $2 in
				*'<none>'*) ! grep -q -F -e "$3" "$_work/before/images" && "$_engine" image rm "$3" ;;
				*)
					# Without its last tag an image goes, so one of yours that had none keeps this one.
					! grep -q "<none> $3\$" "$_work/before/images" && "$_engine" image rm "$2"
					;;
			esac
			;;
	esac
}

# A container that you start meanwhile, from an image that you had and the book does not name, is yours.
is_from_the_book() { # CONTAINER
	_image=$("$_engine" container inspect --format '{{.Config.Image}}' "$1")
	! has_own_image "$_image" || all_words | short_names | grep -q -x -F -e "$(printf '%s\n' "$_image" | short_names)"
}

all_words() {
	(
		_mode=words
		for _name in $_chosen; do "$(function_of "$_name")"; done | words
	)
}

clear_folder() { # FOLDER
	chmod -R u+w "$1" 2>/dev/null
	rm -rf "$1" 2>/dev/null
	# Files that a container has written may belong to users that only the container has.
	[ ! -e "$1" ] || [ "$_engine" != podman ] || podman unshare rm -rf "$1" 2>/dev/null
	[ ! -e "$1" ] || printf '# left: %s, whose files belong to another user\n' "$1"
}

# Runs at the end, whatever ends the script.
clear_all() {
	trap '' INT TERM HUP PIPE
	[ -z "$_chapter_pid" ] || end_tree "$_chapter_pid"
	[ -z "$_watcher_pid" ] || end_tree "$_watcher_pid"
	[ -n "$_work" ] || return 0
	clear_engine
	cd / || return 0
	clear_folder "$_work"
}

# --- The whole run ----------------------------------------------------------------------------------------------------

function_of() { # CHAPTER
	printf 'chapter_%s\n' "$1" | tr - _
}

run_chapter() { # NAME
	_function=$(function_of "$1")
	_obstacle=$(obstacle_to "$_function") _stop='' _gap='' _id=''
	rm -f "$_work/killed" "$_work/gap"
	if [ -z "$_obstacle" ]; then
		mkdir -p "$_work/$1" "$_work/kept"
		echo '0 60' >"$_work/limit"
		(
			cd "$_work/$1" || exit
			_mode=run
			"$_function"
			end_example
		) </dev/null &
		_chapter_pid=$!
		watch_chapter "$_chapter_pid" </dev/null >/dev/null 2>&1 &
		_watcher_pid=$!
		wait "$_chapter_pid" 2>/dev/null
		_chapter_pid=''
		# If it has ended the chapter, it may still be at it.
		[ -e "$_work/killed" ] || kill "$_watcher_pid" 2>/dev/null
		wait "$_watcher_pid" 2>/dev/null
		_watcher_pid=''
		clear_engine
		clear_folder "$_work/$1"
		rm -rf "$_work/kept"
	fi
	_mode=rest
	"$_function"
}

usage() {
	cat <<END
sh $0 [podman|docker] [CHAPTER...]

Runs the examples of the book on your engine and says of each whether it does what the book says.
Without an engine: the one that is installed, Podman if both are. Without chapters: all of them.

  --list   the chapters and their examples
  --help   this text

PATIENCE=3 sh $0 gives every command three times as long: for a slow connection.
Exit status: 0 every example that was run did what the book says; 1 some did not; 2 wrong use.
END
}

refuse() { # MESSAGE
	printf '%s: %s\n\n' "$0" "$1" >&2
	usage >&2
	exit 2
}

main() {
	_mode='' _engine='' _chosen='' _id='' _work='' _chapter_pid='' _watcher_pid='' _steps=0 _patience=${PATIENCE:-1}
	case $_patience in '' | *[!0-9]*) refuse "PATIENCE is a whole number, not $_patience" ;; esac
	for _word; do
		case $_word in
			podman | docker)
				[ -z "$_engine" ] || refuse 'one engine at a time'
				_engine=$_word
				;;
			--list | --help) [ -n "$_mode" ] || _mode=${_word#--} ;;
			*)
				case " $CHAPTERS " in
					*" $_word "*) _chosen="$_chosen $_word" ;;
					*) refuse "no engine, chapter or option $_word; the chapters are: $CHAPTERS" ;;
				esac
				;;
		esac
	done
	_chosen=${_chosen:-$CHAPTERS}
	case $_mode in
		help) usage && exit 0 ;;
		list)
			for _name in $_chosen; do "$(function_of "$_name")"; done
			exit 0
			;;
	esac
	if [ -z "$_engine" ]; then
		for _name in docker podman; do ! command -v "$_name" >/dev/null || _engine=$_name; done
		[ -n "$_engine" ] || bail_out 'neither podman nor docker is installed here'
	fi
	command -v "$_engine" >/dev/null || bail_out "$_engine is not installed here"

	trap clear_all EXIT
	trap 'echo "Bail out! Interrupted; what was made is being removed"; exit 130' INT
	trap 'echo "Bail out! Ended; what was made is being removed"; exit 143' TERM
	trap 'exit 129' HUP
	trap 'exit 141' PIPE
	_work=$(mktemp -d "${TMPDIR:-/tmp}/containers-by-example.XXXXXX") || bail_out 'no folder can be made for the files'
	: >"$_work/reported"
	: >"$_work/results"
	: >"$_work/details"
	look "$_work/before" || bail_out "$_engine does not answer: $(head -n 1 "$_work/fault")"
	: >"$_work/looked"
	look_at_names >"$_work/names" 2>/dev/null
	unset LC_ALL LANGUAGE
	export LANG=C.UTF-8 TZ=UTC

	echo 'TAP version 13'
	_mode=count
	echo "1..$(for _name in $_chosen; do "$(function_of "$_name")"; done | wc -l | tr -d ' ')"
	printf '# on %s\n' "$("$_engine" --version)"
	for _name in $_chosen; do run_chapter "$_name"; done

	printf '# %s did what the book says, %s did not, %s skipped\n' \
		"$(grep -c ok "$_work/results")" "$(grep -c failed "$_work/results")" "$(grep -c skip "$_work/results")"
	! grep -q failed "$_work/results"
}
