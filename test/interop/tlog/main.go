// Verifies a running server with the public implementation of checkpoints and tiles that Go's own checksum database
// uses: signature, tiles against the signed root, consistency of two checkpoints, and the place of one entry.
package main

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Where the server is, how it lets us in, which key and checkpoint are pinned, and what is looked for.
type input struct {
	URL           string `json:"url"`
	Authorization string `json:"authorization"`
	Vkey          string `json:"vkey"`
	Checkpoint    string `json:"checkpoint"`
	Entry         string `json:"entry"`
}

var in input

func main() {
	check(json.NewDecoder(os.Stdin).Decode(&in))
	old := open(in.Checkpoint)
	now := open(string(get("/log/checkpoint")))
	if now.N <= old.N {
		fail("the log has not grown: %d, then %d", old.N, now.N)
	}

	// The tiles, as the library reads them: what does not lead to the signed root is an error.
	hashes := tlog.TileHashReader(now, &tiles{})
	proof, err := tlog.ProveTree(now.N, old.N, hashes)
	check(err)
	check(tlog.CheckTree(proof, now.N, now.Hash, old.N, old.Hash))
	root, err := tlog.TreeHash(old.N, hashes)
	check(err)
	if root != old.Hash {
		fail("the tiles have another root at %d", old.N)
	}

	// The proof that the server makes.
	var made struct {
		Proof []string `json:"proof"`
	}
	check(json.Unmarshal(get(fmt.Sprintf("/log/consistency?from=%d&to=%d", old.N, now.N)), &made))
	check(tlog.CheckTree(decoded(made.Proof), now.N, now.Hash, old.N, old.Hash))

	var entry struct {
		Leaf       string   `json:"leaf"`
		Position   int64    `json:"position"`
		Size       int64    `json:"size"`
		Path       []string `json:"path"`
		Checkpoint string   `json:"checkpoint"`
	}
	check(json.Unmarshal(get(in.Entry+"/proof"), &entry))
	signed := open(entry.Checkpoint)
	leaf := tlog.RecordHash([]byte(entry.Leaf))
	path := tlog.RecordProof(decoded(entry.Path))
	check(tlog.CheckRecord(path, entry.Size, signed.Hash, entry.Position, leaf))
	if leaf != tlog.Hash(sha256.Sum256(append([]byte{0}, entry.Leaf...))) {
		fail("the leaf is hashed otherwise")
	}
	fmt.Printf("verified: %d entries go on from %d, entry at %d\n", now.N, old.N, entry.Position)
}

// A checkpoint that the pinned key has signed. Its first line is the origin.
func open(text string) tlog.Tree {
	verifier, err := note.NewVerifier(in.Vkey)
	check(err)
	opened, err := note.Open([]byte(text), note.VerifierList(verifier))
	check(err)
	lines := strings.Split(opened.Text, "\n")
	if lines[0] != verifier.Name() || len(lines) != 4 {
		fail("this is no checkpoint of %s:\n%s", verifier.Name(), text)
	}
	var size int64
	_, err = fmt.Sscanf(lines[1], "%d", &size)
	check(err)
	root, err := tlog.ParseHash(lines[2])
	check(err)
	return tlog.Tree{N: size, Hash: root}
}

type tiles struct{}

func (*tiles) Height() int { return 8 }

func (*tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var data [][]byte
	for _, tile := range wanted {
		// The library's path begins with the height, which C2SP has fixed.
		data = append(data, get("/log/"+strings.Replace(tile.Path(), "tile/8/", "tile/", 1)))
	}
	return data, nil
}

func (*tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func get(path string) []byte {
	request, err := http.NewRequest("GET", in.URL+path, nil)
	check(err)
	request.Header.Set("Authorization", in.Authorization)
	client := http.Client{Timeout: 20 * time.Second}
	response, err := client.Do(request)
	check(err)
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, 1<<20))
	check(err)
	if response.StatusCode != 200 {
		fail("%s: %s\n%s", path, response.Status, body)
	}
	return body
}

func decoded(texts []string) []tlog.Hash {
	hashes := make([]tlog.Hash, len(texts))
	for i, text := range texts {
		bytes, err := base64.StdEncoding.DecodeString(text)
		check(err)
		copy(hashes[i][:], bytes)
	}
	return hashes
}

func check(err error) {
	if err != nil {
		fail("%v", err)
	}
}

func fail(format string, args ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", args...)
	os.Exit(1)
}
