// An identity token, as a customer's backend signs it. golang-jwt 4.4, as Debian installs it; with Go
// modules the import is github.com/golang-jwt/jwt/v4.
package main

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"os"
	"strings"
	"time"

	"github.com/golang-jwt/jwt"
)

type user struct {
	id                int
	email, name, plan string
	company           map[string]any
}

// The HMAC key: the secret's own characters in UTF-8, as they were shown, never decoded.
// Only a secret that was given as a JWK is a JWK here too, and its key is what its `k` decodes to.
func identityKey() ([]byte, error) {
	if path := os.Getenv("SIGNET_JWK_FILE"); path != "" {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		var jwk struct{ K string }
		if err := json.Unmarshal(text, &jwk); err != nil {
			return nil, err
		}
		return base64.RawURLEncoding.DecodeString(jwk.K)
	}
	if path := os.Getenv("SIGNET_SECRET_FILE"); path != "" {
		text, err := os.ReadFile(path)
		return []byte(strings.TrimSuffix(string(text), "\n")), err // the line's end is not the secret's
	}
	if secret := os.Getenv("SIGNET_SECRET"); secret != "" {
		return []byte(secret), nil
	}
	return nil, errors.New("SIGNET_SECRET is not set")
}

func identityToken(user user, key []byte) (string, error) {
	now := time.Now()
	claims := jwt.MapClaims{
		"userId":  fmt.Sprint(user.id), // a string, also where your database has a number
		"email":   user.email,
		"name":    user.name,
		"plan":    user.plan, // this and what follows: custom properties, any JSON
		"company": user.company,
		"iat":     now.Unix(),
		"exp":     now.Add(time.Hour).Unix(),
	}
	return jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString(key)
}

func main() {
	key, err := identityKey()
	if err != nil {
		log.Fatal(err)
	}
	token, err := identityToken(user{
		id: 1042, email: "zoe@example.com", name: "Zoë 🦊", plan: "pro",
		company: map[string]any{"id": "c-7", "seats": 12, "tags": []string{"eu", "beta"}},
	}, key)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(token)
}
